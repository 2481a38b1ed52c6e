import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FACTORS, type ScoreFigures, scoreOf, USUAL_SCORECARD } from './scorecard.ts';

const STRONG: ScoreFigures = {
  membership_months: 72,
  mandatory_months_behind: 0,
  savings_share: 60,
  settled_loans: 3,
  worst_days_late: 0,
  days_past_due: 0,
  income_share: 18,
  security_share: 130,
  dependants: 1,
};

test('the usual card has 100 points, and a member strong in everything gets them all', () => {
  const score = scoreOf(USUAL_SCORECARD, STRONG);
  assert.deepEqual([score.points, score.max, score.grade], [100, 100, 'A']);
});

test('every line shows its figure, the band it fell in and what it could have earned', () => {
  const { lines } = scoreOf(USUAL_SCORECARD, { ...STRONG, worst_days_late: 12 });
  const line = lines.find(({ factor }) => factor === 'worst_days_late');
  assert.deepEqual(line, {
    factor: 'worst_days_late',
    figure: 12,
    band: { atMost: 30, points: 5 },
    points: 5,
    max: 15,
  });
});

test('what is not known earns nothing, and is shown as not known', () => {
  const { lines, points } = scoreOf(USUAL_SCORECARD, { ...STRONG, income_share: null, worst_days_late: null });
  assert.deepEqual(
    lines.filter(({ figure }) => figure === null).map(({ factor, band, points: earned }) => [factor, band, earned]),
    [
      ['worst_days_late', null, 0],
      ['income_share', null, 0],
    ],
  );
  assert.equal(points, 65);
});

test('a band holds at its very edge and not one beyond it', () => {
  const at = (share: number) => scoreOf(USUAL_SCORECARD, { ...STRONG, income_share: share }).points;
  assert.deepEqual([20, 21, 30, 31, 40, 41].map(at), [100, 94, 94, 87, 87, 80]);
});

test('a cooperative that sets its own card gets its own points and letters', () => {
  const card = {
    factors: [{ factor: 'settled_loans' as const, bands: [{ atLeast: 2, points: 50 }] }],
    grades: [
      { atLeast: 50, grade: 'layak' },
      { atLeast: 0, grade: 'lemah' },
    ],
  };
  assert.equal(scoreOf(card, STRONG).grade, 'layak');
  assert.equal(scoreOf(card, { ...STRONG, settled_loans: 1 }).grade, 'lemah');
});

test('the points are always the sum of the lines and never above the most', () => {
  const figure = fc.option(fc.integer({ min: 0, max: 2000 }), { nil: null });
  const figures = fc.record(
    Object.fromEntries(FACTORS.map((factor) => [factor, figure])),
  ) as fc.Arbitrary<ScoreFigures>;
  fc.assert(
    fc.property(figures, (given) => {
      const { lines, points, max, grade } = scoreOf(USUAL_SCORECARD, given);
      assert.equal(
        points,
        lines.reduce((sum, line) => sum + line.points, 0),
      );
      assert.ok(points >= 0 && points <= max && lines.every((line) => line.points <= line.max));
      assert.match(grade, /^[ABCD]$/);
    }),
  );
});
