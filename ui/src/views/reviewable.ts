/** What can be put on an agenda, ready ones first to come as they wait. */
import type { ListQuery } from "$ui/ipc/bindings";

export const reviewable: ListQuery = {
  text: "",
  sort: "age",
  stages: ["ready", "in-review", "draft", "not-yet"],
  trashed: false,
  offset: 0,
  limit: 200,
};
