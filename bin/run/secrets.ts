const named = /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_?KEY/i;
const shortest = 8;

/** The values of the environment that are secrets by their names. None of them is sent; they are looked for in the output. */
export const secretsIn = (env: NodeJS.ProcessEnv): string[] =>
  Object.entries(env).flatMap(([name, value = ""]) =>
    named.test(name) && value.length >= shortest ? [value] : [],
  );
