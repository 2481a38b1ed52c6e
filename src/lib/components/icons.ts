/** Line pictures on a 24 x 24 ground, drawn for this system. A picture never stands without its word. */
export const ICONS = {
  home: 'M4 11 12 4l8 7v9h-5v-6H9v6H4z',
  savings: 'M4 8h16v11H4zM4 8l12-4v4M15 13h5v3h-5z',
  loans:
    'M12 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 13h4l4 2h4a1.5 1.5 0 0 1 0 3h-4M7 19l4 2 10-4a2 2 0 0 0-2-3l-4 1M3 13v7h4v-7',
  receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.5-6 8-6s8 2 8 6',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2 20c0-4 3-6 7-6s7 2 7 6M16 4a3.5 3.5 0 0 1 0 7M18 14c2.5.5 4 2.5 4 6',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5',
  lock: 'M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3',
  goal: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  cashIn: 'M12 3v12M7 10l5 5 5-5M4 20h16',
  cashOut: 'M12 15V3M7 8l5-5 5 5M4 20h16',
  transfer: 'M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21',
  print: 'M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z',
  book: 'M4 4h7v16H4zM13 4h7v16h-7zM7 8h1M16 8h1',
  file: 'M6 3h8l4 4v14H6zM14 3v5h4',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.4-1 .9-1 1.7M12 17v.1',
} as const;

export type IconName = keyof typeof ICONS;
