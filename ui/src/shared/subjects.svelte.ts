/** Which proposals the screen's cursor or selection is on, for actions that are about them. */

let about = $state.raw<() => readonly string[]>(() => []);

/** The ids that an action is about now. */
export function subjects(): readonly string[] {
  return about();
}

/** Says what actions are about until the screen is left; call it in an effect. */
export function areSubjects(ids: () => readonly string[]): () => void {
  about = ids;
  return () => {
    about = () => [];
  };
}
