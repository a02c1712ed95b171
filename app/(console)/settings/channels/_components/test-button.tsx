"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { testChannelAction } from "../actions.ts";

const looks = 4;
const everyMs = 1_500;

type TestButtonProps = { channel: string; name: string };

/** Has a test sent, and looks a few times for what the channel said. */
export function TestButton({ channel, name }: TestButtonProps) {
  const router = useRouter();
  const [left, setLeft] = useState(0);
  const { send, told } = useChange(testChannelAction, { saysRefusal: true });
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => {
      router.refresh();
      setLeft(left - 1);
    }, everyMs);
    return () => clearTimeout(timer);
  }, [left, router]);
  const test = async () => {
    const sent = await send({ channel }, "The test is on its way");
    if (sent !== null) setLeft(looks);
  };
  return (
    <Button onClick={() => void test()} isPending={told.pending}>
      Send a test<span className="sr-only"> by {name}</span>
    </Button>
  );
}
