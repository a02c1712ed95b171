import { z } from "zod";
import { valueAt } from "./found.ts";

type Schema = z.core.$ZodType;

const bare = (schema: Schema): Schema => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return bare(schema.def.innerType);
  return schema;
};

/** Of a union told apart by a word, the branch that the input's own word names; of any other, all of them. */
function branches(schema: Schema, input: unknown): Schema[] {
  const one = bare(schema);
  if (!(one instanceof z.ZodUnion)) return [one];
  const options = one.def.options.map(bare);
  const told = options.filter(
    (option) =>
      option instanceof z.ZodObject && option.shape.is?.safeParse(valueAt(input, ["is"])).success === true,
  );
  return (told.length > 0 ? told : options).flatMap((option) => branches(option, input));
}

function step(schema: Schema, key: PropertyKey): Schema[] {
  if (schema instanceof z.ZodObject) {
    const shape: Record<string, Schema> = schema.shape;
    const found = Object.hasOwn(shape, key) ? shape[String(key)] : undefined;
    return found === undefined ? [] : [found];
  }
  if (schema instanceof z.ZodRecord) return [schema.def.valueType];
  return schema instanceof z.ZodArray ? [schema.def.element] : [];
}

/** The keys that a schema knows at a place of an input: what a wrong key may have been meant to be. */
export function keysAt(schema: Schema, input: unknown, path: readonly PropertyKey[]): string[] {
  const [key, ...deeper] = path;
  const here = branches(schema, input);
  if (key !== undefined) {
    const inside = valueAt(input, [key]);
    return [...new Set(here.flatMap((one) => step(one, key)).flatMap((one) => keysAt(one, inside, deeper)))];
  }
  return [...new Set(here.flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : [])))];
}
