import { BOOKS, type Book, type BookField, type BookKey, FILLED_BOOKS, type FilledBook } from '#governance';
import type { Locale } from '#lib/text/index.ts';
import { registersText } from '#lib/text/registers.ts';

type Names = Readonly<Record<string, string>>;

/** A field of a book as a form and a table show it, in the reader's language. */
export type ShownField = Omit<BookField, 'choices' | 'width'> & {
  readonly choices: readonly { value: string; label: string }[] | null;
};

/** A book in the reader's language. */
export type ShownBook = {
  readonly key: BookKey;
  readonly title: string;
  readonly dateLabel: string;
  readonly fields: readonly ShownField[];
  readonly ends: boolean;
  readonly answered: boolean;
  readonly paper: boolean;
};

/** A book with its words; the Indonesian ones come with the book itself. */
export function shownBook(book: Book, locale: Locale): ShownBook {
  const t = registersText[locale];
  const [fields, dates, choices]: [Names, Names, Names] = [t.fields, t.dateLabels, t.choices];
  return {
    key: book.key,
    title: t.books[book.key],
    dateLabel: locale === 'id' ? book.dateLabel : (dates[book.key] ?? 'Date'),
    fields: book.fields.map(({ choices: own, width: _, ...field }) => ({
      ...field,
      label: fields[field.key] ?? field.label,
      choices: own ? Object.entries(own).map(([value, label]) => ({ value, label: choices[value] ?? label })) : null,
    })),
    ends: book.ends ?? false,
    answered: book.answered ?? false,
    paper: book.paper ?? false,
  };
}

/** The sixteen in their order: which are written, which the data fills. */
export function allBooks(): (
  | { place: number; key: BookKey; filled: false }
  | { place: number; key: FilledBook; filled: true }
)[] {
  const written = Object.values(BOOKS).map(({ place, key }) => ({ place, key, filled: false as const }));
  const filled = (Object.keys(FILLED_BOOKS) as FilledBook[]).map((key) => ({
    ...{ place: FILLED_BOOKS[key], key, filled: true as const },
  }));
  return [...written, ...filled].sort((a, b) => a.place - b.place);
}

/** The book that data fills under this key, the register of members excepted: it has its own page. */
export function filledBookOf(key: string): Exclude<FilledBook, 'anggota'> | undefined {
  return (['simpanan', 'pinjaman', 'inventaris'] as const).find((one) => one === key);
}
