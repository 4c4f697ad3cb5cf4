/** Files that were chosen or dropped, and are looked at before they are kept. */
import { chooseImports, forgetDropped, receiveDropped } from "./queries";

let paths = $state.raw<readonly string[]>([]);

/** The files that are looked at; none when nothing is. */
export function incoming(): readonly string[] {
  return paths;
}

/** Asks for files, and looks at them. */
export async function chooseIncoming(): Promise<void> {
  paths = await chooseImports();
}

/** Looks at files that were dropped on the window. */
export async function dropIncoming(files: readonly File[]): Promise<void> {
  paths = await receiveDropped(files);
}

/** Lets them go. */
export function forgetIncoming(): void {
  paths = [];
  void forgetDropped();
}
