import { infiniteQueryOptions, mutationOptions, queryOptions } from "@tanstack/svelte-query";
import { commands } from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

const LOG_PAGE = 60;
const INBOX = 200;

export const needsYou = queryOptions({
  queryKey: ["launches", "needs"],
  ...shows("proposals", "decisions", "forecasts", "retros", "measures", "meetings", "decks", "scores"),
  queryFn: () => call(commands.needsYou()),
});
export const journalLog = infiniteQueryOptions({
  queryKey: ["journal", "log"],
  queryFn: ({ pageParam }) => call(commands.journalLog(LOG_PAGE, pageParam)),
  initialPageParam: null as number | null,
  getNextPageParam: (page) => (page.length < LOG_PAGE ? undefined : (page.at(-1)?.id ?? undefined)),
});
export const inbox = (text: string) =>
  queryOptions({
    queryKey: ["proposals", "inbox", text],
    queryFn: () => call(commands.inbox(text, INBOX)),
    placeholderData: (before) => before,
  });
export const tenMinutes = queryOptions({
  queryKey: ["journal", "ten-minutes"],
  ...shows("proposals", "launches", "forecasts"),
  queryFn: () => call(commands.tenMinutes()),
});
export const keepSpark = mutationOptions({
  mutationFn: (text: string) => call(commands.keepSpark(text, null)),
});
export const keepNote = mutationOptions({ mutationFn: (text: string) => call(commands.keepNote(text)) });
export const noteContact = mutationOptions({
  mutationFn: (text: string) => call(commands.noteContact(text)),
});
export const promoteSpark = mutationOptions({ mutationFn: (id: string) => call(commands.promoteSpark(id)) });
export const mergeSpark = mutationOptions({
  mutationFn: ({ id, into }: { id: string; into: string }) => call(commands.mergeSpark(id, into)),
});
export const declineSpark = mutationOptions({
  mutationFn: ({ id, why }: { id: string; why: string }) => call(commands.moveToStage([id], "declined", why)),
});
export const putOffSpark = mutationOptions({
  mutationFn: ({ id, until }: { id: string; until: string }) => call(commands.putOffSpark(id, until)),
});
/** What a solution alone lacks: the customer and the problem, put before what was kept. */
export const addProblem = mutationOptions({
  mutationFn: async ({ id, customer, problem }: { id: string; customer: string; problem: string }) => {
    const { text, sha256 } = await call(commands.document(id));
    await call(commands.saveDocument(id, `${problem.trim()}\n\n${text}`, sha256));
    await call(
      commands.describeProposal(id, {
        owner: null,
        customer,
        lane: null,
        door: null,
        ask: null,
        tags: null,
        origin: null,
        origin_detail: null,
        revisit_on: null,
      }),
    );
  },
});
export const openCapture = mutationOptions({ mutationFn: () => call(commands.openCapture()) });
export const closeCapture = () => call(commands.closeCapture());
