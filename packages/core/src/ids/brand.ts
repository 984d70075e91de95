/**
 * A string that was checked to be an id of one kind, so that ids of two kinds cannot be mixed up.
 *
 * The mark exists in types only; two copies of this package agree on it.
 */
export type Brand<Base, Name extends string> = Base & { readonly "~brand": Name };
