/**
 * Changes to what is stored, whose consequences always follow.
 *
 * The library forgets what was to follow an answer when the part that asked is gone from the screen by then (a row that was
 * moved, a dialog that closed) or has asked again. Here it follows in any case: a word with *Undo*, a way to what was made.
 */
import {
  createMutation as observed,
  type CreateMutationOptions,
  type CreateMutationResult,
  type DefaultError,
} from "@tanstack/svelte-query";

interface Follow<T, E> {
  onSuccess?: (answer: T) => unknown;
  onError?: (error: E) => unknown;
}

type Mutate<T, E, V> = (input: V, follow?: Follow<T, E>) => void;
type WithMutate<M, T, E, V> = M extends unknown ? Omit<M, "mutate"> & { mutate: Mutate<T, E, V> } : never;

/** A change as a part of the screen makes it: how it stands, and `mutate` with what follows the answer. */
export function createMutation<T = unknown, E = DefaultError, V = void>(
  options: () => CreateMutationOptions<T, E, V>,
): WithMutate<CreateMutationResult<T, E, V>, T, E, V> {
  const mutation = observed(options);
  const mutate: Mutate<T, E, V> = (input, { onSuccess, onError } = {}) => {
    // Without words of its own a failure is shown by the part that asked, from `error`.
    mutation.mutateAsync(input).then(onSuccess, onError ?? (() => undefined));
  };
  const followed = {
    get: (one: object, name: string | symbol): unknown =>
      name === "mutate" ? mutate : Reflect.get(one, name),
  };
  return new Proxy(mutation, followed) as unknown as WithMutate<CreateMutationResult<T, E, V>, T, E, V>;
}
