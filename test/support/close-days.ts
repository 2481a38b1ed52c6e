/** Closes days in a process of its own, which a test may kill: the address, the cooperative as JSON, and the day it is, as arguments. */
import type { Tenant } from '#kernel/context';
import { systemContext } from '#kernel/context';
import { openDatabase } from '#kernel/database';
import { parseDate } from '#kernel/dates';
import { closeDays } from '#loans';

const [url = '', tenant = '', today = ''] = process.argv.slice(2);
const day = parseDate(today);
const database = openDatabase(url, 2);
const clock = { now: () => new Date(`${day}T02:00:00Z`), today: () => day };
const context = systemContext({ database, clock, cooperative: JSON.parse(tenant) as Tenant });
console.log('begins');
await closeDays(context);
await database.close();
