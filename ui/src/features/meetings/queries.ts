import { mutationOptions, queryOptions } from "@tanstack/svelte-query";
import {
  commands,
  type ActionInput,
  type AgreementInput,
  type BallotInput,
  type CommentInput,
  type ForecastGiven,
  type ItemDecision,
  type MeetingInput,
  type NewItem,
  type OnAgenda,
  type Presence,
  type TimerMove,
} from "$ui/ipc/bindings";
import { call } from "$ui/ipc/call";
import { shows } from "$ui/ipc/freshness";

export const meetingLines = queryOptions({
  queryKey: ["meetings", "list"],
  queryFn: () => call(commands.meetings()),
});
export const meetingOf = (id: string) =>
  queryOptions({
    queryKey: ["meetings", id],
    ...shows("documents", "proposals", "people", "decisions"),
    queryFn: () => call(commands.meeting(id)),
  });
export const pinnedPage = (on: OnAgenda) =>
  queryOptions({
    queryKey: ["meetings", on.meeting, "page", on.proposal],
    queryFn: () => call(commands.pinnedPage(on)),
  });
export const notesOf = (on: OnAgenda, person: string) =>
  queryOptions({
    queryKey: ["meetings", on.meeting, "notes", on.proposal, person],
    queryFn: () => call(commands.myComments(on, person)),
  });
export const commentsOn = (id: string) =>
  queryOptions({
    queryKey: ["meetings", "comments", id],
    ...shows("documents"),
    queryFn: () => call(commands.comments(id)),
  });
export const itemSheet = (on: OnAgenda) =>
  queryOptions({
    queryKey: ["meetings", on.meeting, "sheet", on.proposal],
    ...shows("scores", "proposals", "documents", "measures", "decisions"),
    queryFn: () => call(commands.itemDecisionSheet(on)),
  });
export const minutesOf = (id: string) =>
  queryOptions({
    queryKey: ["meetings", id, "minutes"],
    ...shows("decisions", "proposals", "people"),
    queryFn: () => call(commands.minutes(id)),
  });
export const readAheadOf = (id: string) =>
  queryOptions({
    queryKey: ["meetings", id, "read-ahead"],
    ...shows("measures", "people"),
    queryFn: () => call(commands.readAhead(id)),
  });
export const saveMinutes = mutationOptions({
  mutationFn: ({ id, page }: { id: string; page: boolean }) => call(commands.saveMinutes(id, page)),
});
export const minutesPage = (id: string) => call(commands.minutesPage(id));

export const planMeeting = mutationOptions({
  mutationFn: (input: MeetingInput) => call(commands.planMeeting(input)),
});
export const changeMeeting = mutationOptions({
  mutationFn: ({ id, input }: { id: string; input: MeetingInput }) => call(commands.changeMeeting(id, input)),
});
export const cancelMeeting = mutationOptions({
  mutationFn: (id: string) => call(commands.cancelMeeting(id)),
});
export const putOnAgenda = mutationOptions({
  mutationFn: (item: NewItem) => call(commands.putOnAgenda(item)),
});
export const putAllOnAgenda = mutationOptions({
  mutationFn: ({ meeting, ids }: { meeting: string; ids: string[] }) =>
    call(commands.putAllOnAgenda(meeting, ids)),
});
export const changeItem = mutationOptions({
  mutationFn: (item: NewItem) => call(commands.changeItem(item)),
});
export const pinNewest = mutationOptions({
  mutationFn: (on: OnAgenda) => call(commands.pinNewestRevision(on)),
});
export const orderAgenda = mutationOptions({
  mutationFn: ({ id, order }: { id: string; order: string[] }) => call(commands.orderAgenda(id, order)),
});
export const takeOffAgenda = mutationOptions({
  mutationFn: (on: OnAgenda) => call(commands.takeOffAgenda(on)),
});
export const advanceMeeting = mutationOptions({
  mutationFn: (id: string) => call(commands.advanceMeeting(id)),
});
export const setItemAside = mutationOptions({
  mutationFn: (on: OnAgenda) => call(commands.setItemAside(on)),
});
export const beginSecondRound = mutationOptions({
  mutationFn: (on: OnAgenda) => call(commands.beginSecondRound(on)),
});
export const setPresence = mutationOptions({
  mutationFn: ({ id, person, presence }: { id: string; person: string; presence: Presence }) =>
    call(commands.setPresence(id, person, presence)),
});
export const moveTimer = mutationOptions({
  mutationFn: ({ id, how }: { id: string; how: TimerMove }) => call(commands.moveTimer(id, how)),
});
export const withdrawRound = mutationOptions({
  mutationFn: (on: OnAgenda) => call(commands.withdrawRound(on)),
});
export const sealBallot = mutationOptions({
  mutationFn: (input: BallotInput) => call(commands.sealBallot(input)),
});
export const withdrawBallot = mutationOptions({
  mutationFn: ({ on, person }: { on: OnAgenda; person: string }) => call(commands.withdrawBallot(on, person)),
});
export const handOutKits = mutationOptions({
  mutationFn: ({ on, people }: { on: OnAgenda; people: string[] }) => call(commands.handOutKits(on, people)),
});
export const takeBallot = mutationOptions({
  mutationFn: ({ text, meeting }: { text: string; meeting: string }) =>
    call(commands.takeBallot(text, meeting)),
});
export const settleLevel = mutationOptions({
  mutationFn: (input: AgreementInput) => call(commands.settleLevel(input)),
});
export const sealForecast = mutationOptions({
  mutationFn: (input: ForecastGiven) => call(commands.sealForecast(input)),
});
export const keepComment = mutationOptions({
  mutationFn: (input: CommentInput) => call(commands.keepComment(input)),
});
export const takeCommentBack = mutationOptions({
  mutationFn: (id: string) => call(commands.takeCommentBack(id)),
});
export const answerComment = mutationOptions({
  mutationFn: ({ id, answer, addressed }: { id: string; answer: string; addressed: boolean }) =>
    call(commands.answerComment(id, answer, addressed)),
});
export const decideItem = mutationOptions({
  mutationFn: (input: ItemDecision) => call(commands.decideItem(input)),
});
export const editMinutes = mutationOptions({
  mutationFn: ({ id, text }: { id: string; text: string }) => call(commands.editMinutes(id, text)),
});
export const addAction = mutationOptions({
  mutationFn: (input: ActionInput) => call(commands.addAction(input)),
});
export const finishAction = mutationOptions({
  mutationFn: ({ id, done }: { id: string; done: boolean }) => call(commands.finishAction(id, done)),
});
export const dropAction = mutationOptions({ mutationFn: (id: string) => call(commands.dropAction(id)) });
export const openRoom = mutationOptions({ mutationFn: (id: string) => call(commands.openRoom(id)) });
