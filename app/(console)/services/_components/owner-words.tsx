import type { OwnerView } from "#lib/queries/services.ts";

/** The role that answers for a service and who holds it, those on call first. */
export function OwnerWords({ owner }: { owner: OwnerView }) {
  const { title, holders } = owner;
  if (holders.length === 0) return <>{title}; nobody holds this role</>;
  return (
    <>
      {title}:{" "}
      {holders.map(({ id, name, isOnCall }, index) => (
        <span key={id}>
          {index === 0 ? "" : ", "}
          {name}
          {isOnCall ? " (on call)" : ""}
        </span>
      ))}
    </>
  );
}
