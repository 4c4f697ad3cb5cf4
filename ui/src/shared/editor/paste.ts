/** Pasting and dropping: structure from Word, Google Docs and the web as Markdown, images as attachments, plain text as it is. */
import { type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** What pasting needs of the world outside the editor. */
export interface Taking {
  /** Clean Markdown of HTML. */
  readonly markdown: (html: string) => Promise<string>;
  /** Keeps an image and answers the name the text knows it by. */
  readonly image: (file: File) => Promise<string>;
  readonly failed: (error: unknown) => void;
}

const structure = /<(?:h[1-6]|ul|ol|li|table|strong|b|em|i|a|blockquote|pre|p)\b/i;

function imagesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}

function insert(view: EditorView, text: string): void {
  view.dispatch({ ...view.state.replaceSelection(text), userEvent: "input.paste", scrollIntoView: true });
}

async function insertImages(view: EditorView, files: readonly File[], taking: Taking): Promise<void> {
  for (const file of files) {
    try {
      insert(view, `![](${await taking.image(file)})`);
    } catch (error) {
      taking.failed(error);
    }
  }
}

/** Takes what is pasted and dropped. */
export function takes(taking: Taking): Extension {
  // Shift with the paste keys asks for plain text.
  let plain = false;
  return EditorView.domEventHandlers({
    keydown(event) {
      plain = event.shiftKey;
      return false;
    },
    keyup(event) {
      plain = event.shiftKey;
      return false;
    },
    paste(event, view) {
      if (view.state.readOnly) return false;
      const html = event.clipboardData?.getData("text/html") ?? "";
      const files = imagesOf(event.clipboardData);
      if (!plain && structure.test(html)) {
        event.preventDefault();
        taking.markdown(html).then((text) => {
          insert(view, text);
        }, taking.failed);
        return true;
      }
      if (files.length === 0) return false;
      event.preventDefault();
      void insertImages(view, files, taking);
      return true;
    },
    drop(event, view) {
      const files = imagesOf(event.dataTransfer);
      if (view.state.readOnly || files.length === 0) return false;
      event.preventDefault();
      event.stopPropagation();
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (at !== null) view.dispatch({ selection: { anchor: at } });
      void insertImages(view, files, taking);
      return true;
    },
  });
}
