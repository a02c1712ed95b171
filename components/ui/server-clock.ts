"use client";

import { useSyncExternalStore } from "react";

/**
 * One tick a second for the whole page, in the server's time. A sample can only be late (the network took some time),
 * so the largest offset among the latest samples is the nearest to the truth.
 */
const samples: number[] = [];
const keptSamples = 8;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let current = 0;

function offsetMs(): number {
  return samples.length === 0 ? 0 : Math.max(...samples);
}

/** Now, in milliseconds, by the server's clock as far as this page knows it. */
export function serverNow(): number {
  return Date.now() + offsetMs();
}

function tick(): void {
  current = serverNow();
  for (const listener of listeners) listener();
}

/** Tells the page's clock what time the server said it is; call it with every event or heartbeat that carries one. */
export function observeServerTime(iso: string): void {
  const said = Date.parse(iso);
  if (Number.isNaN(said)) return;
  samples.push(said - Date.now());
  if (samples.length > keptSamples) samples.shift();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    current = serverNow();
    timer = setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function snapshot(): number {
  if (current === 0) current = serverNow();
  return current;
}

/**
 * Now, in milliseconds of the server's time. `renderedAt` (ISO, from the server) is what the first paint shows, so that
 * the server's page and the browser's agree.
 */
export function useServerNow(renderedAt: string): number {
  return useSyncExternalStore(subscribe, snapshot, () => Date.parse(renderedAt));
}

const never = () => () => {};

/** False on the server and in the first paint, true afterwards: for what only the browser knows, such as the time zone. */
export function useIsInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
