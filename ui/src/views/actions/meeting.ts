/** What can be done with the meeting that is shown, in menu and palette; the buttons of its head do the same. */
import type { AgendaItem, Meeting } from "$ui/ipc/bindings";
import type { Action, MenuName } from "$ui/shared/actions/registry.svelte";
import { t } from "$ui/shared/words";

interface Head {
  readonly meeting: Meeting;
  /** What is on the table. */
  readonly item: AgendaItem | undefined;
  /** The words of the step that comes next, and why it cannot come yet. */
  readonly next: string;
  readonly whyNot: string | null;
  /** Why nothing can be changed here. */
  readonly blocked: string | null;
  readonly goOn: () => void;
  readonly showRoom: () => void;
  readonly edit: () => void;
  readonly setAside: () => void;
  readonly callOff: () => void;
}

export function meetingActions(head: Head): Action[] {
  const { meeting, item, blocked } = head;
  const one = (id: string, menu: MenuName, what: string, run: () => void, why = blocked): Action => ({
    id: `meeting-${id}`,
    menu,
    label: () => t("meeting.actionOf", { id: meeting.id, what }),
    blocked: () => why,
    run,
  });
  const lobby = meeting.phase === "lobby";
  const actions = [
    one("next", "go", head.next, head.goOn, blocked ?? head.whyNot),
    one("room", "window", t("meeting.room"), head.showRoom, null),
  ];
  if (lobby) actions.push(one("edit", "edit", t("meeting.edit"), head.edit));
  if (lobby && meeting.agenda.every(({ round }) => round === null)) {
    actions.push(one("off", "edit", t("meeting.cancelMeeting"), head.callOff));
  }
  if (!lobby && item !== undefined && item.decision === null) {
    actions.push(one("aside", "edit", t("meeting.aside"), head.setAside));
  }
  return actions;
}
