import ts from "typescript-eslint";

// What Biome cannot say: the purity of the domain (with types), and the caps on files and functions.
const caps = (lines) => ({
  "max-lines": ["error", { max: lines, skipComments: true, skipBlankLines: true }],
});
const functionCap = {
  "max-lines-per-function": ["error", { max: 50, skipComments: true, skipBlankLines: true, IIFEs: true }],
};
const passNow = "The domain never asks for the time: take `now` as an argument.";
const synchronous = "The domain is synchronous: the caller loads, the domain decides.";

export default [
  {
    ignores: ["node_modules/", ".next/", ".data/", "lib/store/generated/", "next-env.d.ts", "test-results/"],
  },
  {
    files: ["**/*.{ts,tsx,mts,mjs,cjs}"],
    languageOptions: { parser: ts.parser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { ...caps(300), ...functionCap },
  },
  {
    files: ["**/*.test.ts", "**/*.test.tsx", "e2e/**/*.ts"],
    rules: { ...caps(400), "max-lines-per-function": "off" },
  },
  {
    files: ["lib/commands/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name=/^(parse|safeParse)$/] > Identifier[name='raw']",
          message: "What came in is read by readInput, which refuses what no log can hold.",
        },
      ],
    },
  },
  {
    files: ["lib/domain/**/*.ts"],
    ignores: ["**/*.test.ts"],
    languageOptions: { parser: ts.parser, parserOptions: { projectService: true } },
    plugins: { "@typescript-eslint": ts.plugin },
    rules: {
      "no-restricted-globals": [
        "error",
        ...["process", "fetch", "console", "crypto", "performance", "navigator", "window", "document"],
        ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "globalThis"],
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: passNow },
        { object: "Math", property: "random", message: "The domain has no dice: take the value as a fact." },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: passNow },
        { selector: "CallExpression[callee.name='Date']", message: passNow },
        { selector: "AwaitExpression", message: synchronous },
        { selector: ":function[async=true]", message: synchronous },
        { selector: "ImportExpression", message: synchronous },
        {
          selector: "SwitchCase[test=null]",
          message: "No default: an exhaustive switch finds the new case.",
        },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: false },
      ],
    },
  },
];
