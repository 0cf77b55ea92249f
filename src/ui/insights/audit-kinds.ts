import type { AuditRow } from '../../domain/report/audit-trail.ts';

export type AuditGroup = 'Proposals' | 'Decisions' | 'Tests' | 'Feedback' | 'Alarms' | 'Tools' | 'Other';

const members: Record<Exclude<AuditGroup, 'Other'>, readonly AuditRow['kind'][]> = {
  Proposals: ['proposed', 'edited', 'imported', 'expired'],
  Decisions: ['approved', 'rejected', 'retired', 'restored', 'redacted'],
  Tests: ['tested', 'probed', 'check-kept', 'check-removed'],
  Feedback: ['feedback'],
  Alarms: ['alarm', 'acknowledged'],
  Tools: ['called', 'returned', 'undone'],
};

const named = Object.entries(members) as [Exclude<AuditGroup, 'Other'>, readonly AuditRow['kind'][]][];

export const auditGroups: readonly AuditGroup[] = [...named.map(([group]) => group), 'Other'];

/** Whatever is in no other group, kinds to come included, is `Other`. */
export const groupOf = (kind: AuditRow['kind']): AuditGroup =>
  named.find(([, kinds]) => kinds.includes(kind))?.[0] ?? 'Other';

export const actorNames: Record<AuditRow['by'], string> = { user: 'You', agent: 'Assent', system: 'System' };
