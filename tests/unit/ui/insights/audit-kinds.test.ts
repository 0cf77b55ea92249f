import { describe, expect, it } from 'vitest';
import type { AuditRow } from '../../../../src/domain/report/audit-trail.ts';
import { auditGroups, groupOf } from '../../../../src/ui/insights/audit-kinds.ts';

describe('kinds of the audit trail', () => {
  it.each([
    ['proposed', 'Proposals'],
    ['approved', 'Decisions'],
    ['restored', 'Decisions'],
    ['probed', 'Tests'],
    ['feedback', 'Feedback'],
    ['acknowledged', 'Alarms'],
    ['called', 'Tools'],
    ['mode', 'Other'],
    ['started', 'Other'],
  ] as const)('puts "%s" into %s', (kind, group) => {
    expect(groupOf(kind)).toBe(group);
  });

  it('has a place for what is not known yet', () => {
    expect(groupOf('dreamed' as AuditRow['kind'])).toBe('Other');
    expect(auditGroups).toEqual(['Proposals', 'Decisions', 'Tests', 'Feedback', 'Alarms', 'Tools', 'Other']);
  });
});
