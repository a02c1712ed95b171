"use client";

import { FreezePanel, LockedBaseline } from "./baseline-and-freeze.tsx";
import { DecisionPanel } from "./decision-panel.tsx";
import { EvidencePanel, LanesPanel } from "./evidence-panel.tsx";
import { LinksPanel } from "./links-panel.tsx";
import { ModePanel } from "./mode-panel.tsx";
import { NoticesPanel } from "./notices-panel.tsx";
import { QuestionsPanel } from "./questions-panel.tsx";
import { RunPanel } from "./run-panel.tsx";
import { StatusPanel } from "./status-panel.tsx";
import { TasksPanel } from "./tasks-panel.tsx";
import { ChecksPanel, ContainmentPanel, FactsPanel } from "./triage-panels.tsx";

/** What the incident stands on, what runs, what proves it, and what is told. */
export function SideColumn() {
  return (
    <>
      <DecisionPanel />
      <ModePanel />
      <RunPanel />
      <LanesPanel />
      <FactsPanel />
      <ContainmentPanel />
      <ChecksPanel />
      <FreezePanel />
      <TasksPanel />
      <QuestionsPanel />
      <LinksPanel />
      <NoticesPanel />
      <EvidencePanel />
      <StatusPanel />
      <LockedBaseline />
    </>
  );
}
