-- The table to fill. Run it once.
-- Written by Proviso for PostgreSQL, from small 1.
-- Holds for days of assessment from 2006-11-21 to 2046-11-21.

CREATE TABLE proviso_staging (
  deal TEXT,
  as_of DATE,
  draft TEXT,
  done TEXT,
  workload_criticality_is TEXT,
  regulations_has TEXT,
  regulations_may_have TEXT,
  agreement_renewal_low DATE,
  agreement_renewal_high DATE,
  agreement_renewal_state TEXT,
  spend_yearly_low DECIMAL(38, 9),
  spend_yearly_high DECIMAL(38, 9),
  notice_own_low BIGINT,
  notice_own_high BIGINT,
  change_notice_low BIGINT,
  change_notice_high BIGINT,
  change_notice_state TEXT,
  change_notice_in TEXT,
  exit_right_is TEXT,
  exit_right_state TEXT
);

-- The cells that are made of it, and what all columns mean.
-- Written by Proviso for PostgreSQL, from small 1.
-- Holds for days of assessment from 2006-11-21 to 2046-11-21.

DROP TABLE IF EXISTS proviso_cells CASCADE;
CREATE TABLE proviso_cells (
  deal TEXT,
  as_of DATE,
  judged BOOLEAN,
  f1 BIGINT,
  f2 BIGINT,
  f2_m BIGINT,
  f3 BIGINT,
  f3_o BIGINT,
  f4 BIGINT,
  f5 BIGINT,
  f6 BIGINT,
  f6_d BIGINT,
  f7 BIGINT,
  c10 BIGINT,
  ticks BIGINT
);

DROP TABLE IF EXISTS proviso_names CASCADE;
CREATE TABLE proviso_names (
  code TEXT,
  kind TEXT,
  id TEXT,
  title TEXT,
  pack TEXT,
  risk TEXT,
  found_in TEXT,
  says TEXT,
  waived_until DATE
);

INSERT INTO proviso_names (code, kind, id, title, pack, risk, found_in, says, waived_until) VALUES
  ('f1', 'fact', 'workload.criticality', 'Criticality', NULL, NULL, 'workload_criticality_is', 'one of these, or those that are possible, with commas between them: low, high', CAST(NULL AS DATE)),
  ('f2', 'fact', 'regulations', 'Regulations', NULL, NULL, 'regulations_has, regulations_may_have', 'those that are in it, and those that may be (* for all others): gdpr, hipaa', CAST(NULL AS DATE)),
  ('f3', 'fact', 'agreement.renewal', 'Renewal', NULL, NULL, 'agreement_renewal_low, agreement_renewal_high, agreement_renewal_state', 'day; in agreement_renewal_state: never, unknown', CAST(NULL AS DATE)),
  ('f4', 'fact', 'spend.yearly', 'Yearly spend', NULL, NULL, 'spend_yearly_low, spend_yearly_high', 'amount in USD', CAST(NULL AS DATE)),
  ('f5', 'fact', 'notice.own', 'Notice we need', NULL, NULL, 'notice_own_low, notice_own_high', 'milliseconds; a day has 86400000, a month counts 30 days and 12 months 365', CAST(NULL AS DATE)),
  ('f6', 'term', 'change.notice', 'Notice of changes', NULL, NULL, 'change_notice_low, change_notice_high, change_notice_state, change_notice_in', 'milliseconds; a day has 86400000, a month counts 30 days and 12 months 365; in change_notice_state: silent, standard, some, unknown; in change_notice_in: oral, e-mail, contract', CAST(NULL AS DATE)),
  ('f7', 'term', 'exit.right', 'A way out', NULL, NULL, 'exit_right_is, exit_right_state', 'yes or no; in exit_right_state: silent, unknown', CAST(NULL AS DATE)),
  ('r1', 'redline', 'small/notice', 'Notice', 'small', 'small/change', 'proviso_rules_small', NULL, CAST(NULL AS DATE)),
  ('r1_walk_away', 'outcome', 'small/notice', 'Notice', 'small', NULL, 'proviso_rules_small', 'walk-away', CAST(NULL AS DATE)),
  ('r1_gap', 'outcome', 'small/notice', 'Notice', 'small', NULL, 'proviso_rules_small', 'gap', CAST(NULL AS DATE)),
  ('r1_fallback_1', 'outcome', 'small/notice', 'Notice', 'small', NULL, 'proviso_rules_small', 'fallback', CAST(NULL AS DATE)),
  ('r1_preferred', 'outcome', 'small/notice', 'Notice', 'small', NULL, 'proviso_rules_small', 'preferred', CAST(NULL AS DATE)),
  ('r1_not_applicable', 'outcome', 'small/notice', 'Notice', 'small', NULL, 'proviso_rules_small', 'not-applicable', CAST(NULL AS DATE)),
  ('r2', 'redline', 'small/own-notice', 'Our notice', 'small', 'small/change', 'proviso_rules_small', NULL, CAST(NULL AS DATE)),
  ('r2_gap', 'outcome', 'small/own-notice', 'Our notice', 'small', NULL, 'proviso_rules_small', 'gap', CAST(NULL AS DATE)),
  ('r2_preferred', 'outcome', 'small/own-notice', 'Our notice', 'small', NULL, 'proviso_rules_small', 'preferred', CAST(NULL AS DATE)),
  ('r3', 'mitigation', 'small/watch', 'It''s watched', 'small', 'small/change', 'proviso_rules_small', NULL, CAST(NULL AS DATE)),
  ('r3_advised', 'outcome', 'small/watch', 'It''s watched', 'small', NULL, 'proviso_rules_small', 'advised', CAST(NULL AS DATE)),
  ('r3_in_place', 'outcome', 'small/watch', 'It''s watched', 'small', NULL, 'proviso_rules_small', 'in-place', CAST(NULL AS DATE)),
  ('r3_not_needed', 'outcome', 'small/watch', 'It''s watched', 'small', NULL, 'proviso_rules_small', 'not-needed', CAST(NULL AS DATE)),
  ('r4', 'question', 'small/renewal', 'When is it renewed?', 'small', 'small/change', 'proviso_rules_small', NULL, CAST(NULL AS DATE)),
  ('r4_ask', 'outcome', 'small/renewal', 'When is it renewed?', 'small', NULL, 'proviso_rules_small', 'ask', CAST(NULL AS DATE)),
  ('r4_answered', 'outcome', 'small/renewal', 'When is it renewed?', 'small', NULL, 'proviso_rules_small', 'answered', CAST(NULL AS DATE)),
  ('r5', 'lever', 'small/renew', 'Renewal', 'small', NULL, 'proviso_rules_small', NULL, CAST(NULL AS DATE)),
  ('r5_available', 'outcome', 'small/renew', 'Renewal', 'small', NULL, 'proviso_rules_small', 'available', CAST(NULL AS DATE)),
  ('r5_unavailable', 'outcome', 'small/renew', 'Renewal', 'small', NULL, 'proviso_rules_small', 'unavailable', CAST(NULL AS DATE)),
  ('r6', 'conflict', 'small/both', 'One or the other', 'small', NULL, 'proviso_rules_small', NULL, CAST(NULL AS DATE)),
  ('r6_live', 'outcome', 'small/both', 'One or the other', 'small', NULL, 'proviso_rules_small', 'live', CAST(NULL AS DATE)),
  ('r6_settled', 'outcome', 'small/both', 'One or the other', 'small', NULL, 'proviso_rules_small', 'settled', CAST(NULL AS DATE));

-- What follows from the rules.
-- Written by Proviso for PostgreSQL, from small 1.
-- Holds for days of assessment from 2006-11-21 to 2046-11-21.

DROP VIEW IF EXISTS proviso_staged CASCADE;
CREATE VIEW proviso_staged AS
SELECT
  s1.*,
  s1.as_of AS d1,
  CAST(s1.as_of + INTERVAL '6 months' AS DATE) AS d2,
  CASE WHEN workload_criticality_is IS NOT NULL THEN 0 ELSE 3 END AS f1_k,
  CASE WHEN regulations_has IS NOT NULL OR regulations_may_have IS NOT NULL THEN 0 ELSE 3 END AS f2_k,
  CASE WHEN agreement_renewal_state = 'never' THEN 4 WHEN agreement_renewal_state = 'unknown' THEN 3 WHEN agreement_renewal_low IS NOT NULL OR agreement_renewal_high IS NOT NULL THEN 0 ELSE 3 END AS f3_k,
  CASE WHEN spend_yearly_low IS NOT NULL OR spend_yearly_high IS NOT NULL THEN 0 ELSE 3 END AS f4_k,
  CASE WHEN notice_own_low IS NOT NULL OR notice_own_high IS NOT NULL THEN 0 ELSE 3 END AS f5_k,
  CASE WHEN change_notice_state = 'silent' THEN 1 WHEN change_notice_state = 'standard' THEN 2 WHEN change_notice_state = 'some' THEN 0 WHEN change_notice_state = 'unknown' THEN 3 WHEN change_notice_low IS NOT NULL OR change_notice_high IS NOT NULL THEN 0 WHEN draft = 'reviewed' THEN 1 ELSE 2 END AS f6_k,
  CASE WHEN exit_right_state = 'silent' THEN 1 WHEN exit_right_state = 'unknown' THEN 3 WHEN exit_right_is IS NOT NULL THEN 0 WHEN draft = 'reviewed' THEN 1 ELSE 3 END AS f7_k,
  COUNT(*) OVER (PARTITION BY s1.deal) AS rows_of_deal
FROM proviso_staging AS s1
  OFFSET 0;

DROP VIEW IF EXISTS proviso_reach_1 CASCADE;
CREATE VIEW proviso_reach_1 AS
WITH l0 AS (
  SELECT c1.deal, as_of, judged, f1, f2, f2_m, f3, f4, f5, f6, f6_d, c10, f7, ticks, f3_o
  FROM proviso_cells AS c1
),
l1 AS (
  SELECT l0.*,
    (CASE WHEN (f6 & 1) <> 0 THEN 1 ELSE 0 END | CASE WHEN (f6 & 390) <> 0 THEN 2 ELSE 0 END | CASE WHEN (f6 & 24) <> 0 THEN (CASE WHEN (f7 & 5) <> 0 THEN 2 ELSE 0 END | CASE WHEN (f7 & 2) <> 0 THEN 32768 ELSE 0 END) ELSE 0 END | CASE WHEN (f6 & 96) <> 0 THEN (CASE WHEN (f6_d & 1) <> 0 THEN (CASE WHEN (f7 & 5) <> 0 THEN 2 ELSE 0 END | CASE WHEN (f7 & 2) <> 0 THEN 32768 ELSE 0 END) ELSE 0 END | CASE WHEN (f6_d & 6) <> 0 THEN 128 ELSE 0 END) ELSE 0 END) AS n1
  FROM l0
  OFFSET 0
),
l2 AS (
  SELECT l1.*,
    (CASE WHEN (f1 & 1) <> 0 THEN (CASE WHEN (f2_m & 2) = 0 THEN 2048 ELSE 0 END | CASE WHEN (f2 & 2) <> 0 THEN n1 ELSE 0 END) ELSE 0 END | CASE WHEN (f1 & 2) <> 0 THEN n1 ELSE 0 END) AS x_r1,
    (CASE WHEN (f1 & 1) <> 0 THEN 1 ELSE 0 END | CASE WHEN (f1 & 2) <> 0 THEN 4 ELSE 0 END) AS y_r1,
    (CASE WHEN (f5 & 3) <> 0 THEN (CASE WHEN (f6 & 127) <> 0 THEN (CASE WHEN (c10 & 1) <> 0 THEN 2 ELSE 0 END | CASE WHEN (c10 & 2) <> 0 THEN 128 ELSE 0 END) ELSE 0 END | CASE WHEN (f6 & 128) <> 0 THEN 2 ELSE 0 END | CASE WHEN (f6 & 256) <> 0 THEN 128 ELSE 0 END) ELSE 0 END | CASE WHEN (f5 & 4) <> 0 THEN (CASE WHEN (f6 & 127) <> 0 THEN (CASE WHEN (c10 & 1) <> 0 THEN 2 ELSE 0 END | CASE WHEN (c10 & 2) <> 0 THEN 128 ELSE 0 END) ELSE 0 END | CASE WHEN (f6 & 384) <> 0 THEN 2 ELSE 0 END) ELSE 0 END) AS x_r2,
    (CASE WHEN (f1 & 1) <> 0 THEN 1 ELSE 0 END | CASE WHEN (f1 & 2) <> 0 THEN 4 ELSE 0 END) AS y_r2,
    CASE WHEN (ticks & 1) <> 0 THEN (CASE WHEN (f3 & 49) <> 0 THEN (CASE WHEN (f4 & 3) <> 0 THEN 4096 ELSE 0 END | CASE WHEN (f4 & 4) <> 0 THEN 256 ELSE 0 END) ELSE 0 END | CASE WHEN (f3 & 14) <> 0 THEN 256 ELSE 0 END) ELSE (CASE WHEN (f3 & 49) <> 0 THEN (CASE WHEN (f4 & 3) <> 0 THEN 4096 ELSE 0 END | CASE WHEN (f4 & 4) <> 0 THEN 4 ELSE 0 END) ELSE 0 END | CASE WHEN (f3 & 14) <> 0 THEN 4 ELSE 0 END) END AS x_r3,
    (CASE WHEN (f1 & 1) <> 0 THEN 1 ELSE 0 END | CASE WHEN (f1 & 2) <> 0 THEN 4 ELSE 0 END) AS y_r3,
    CASE WHEN f3_o + 0 > 0 THEN 8 ELSE 512 END AS x_r4,
    (CASE WHEN (f1 & 1) <> 0 THEN 1 ELSE 0 END | CASE WHEN (f1 & 2) <> 0 THEN 4 ELSE 0 END) AS y_r4,
    (CASE WHEN (f3 & 49) <> 0 THEN 16384 ELSE 0 END | CASE WHEN (f3 & 14) <> 0 THEN 64 ELSE 0 END) AS x_r5,
    2 AS y_r5,
    16 AS x_r6,
    2 AS y_r6
  FROM l1
  OFFSET 0
),
l3 AS (
  SELECT l2.*,
    x_r1 AS z_r1,
    y_r1 AS s_r1,
    CASE WHEN (c10 = 3) AND (x_r2 & (x_r2 - 1)) <> 0 THEN NULL ELSE x_r2 END AS z_r2,
    y_r2 AS s_r2,
    x_r3 AS z_r3,
    y_r3 AS s_r3,
    x_r4 AS z_r4,
    y_r4 AS s_r4,
    x_r5 AS z_r5,
    y_r5 AS s_r5,
    x_r6 AS z_r6,
    y_r6 AS s_r6
  FROM l2
  OFFSET 0
)
SELECT
  deal,
  as_of,
  CAST(CASE WHEN judged THEN z_r1 END AS BIGINT) AS r1,
  CAST(CASE WHEN judged THEN s_r1 END AS BIGINT) AS r1_s,
  CAST(CASE WHEN judged THEN z_r2 END AS BIGINT) AS r2,
  CAST(CASE WHEN judged THEN s_r2 END AS BIGINT) AS r2_s,
  CAST(CASE WHEN judged THEN z_r3 END AS BIGINT) AS r3,
  CAST(CASE WHEN judged THEN s_r3 END AS BIGINT) AS r3_s,
  CAST(CASE WHEN judged THEN z_r4 END AS BIGINT) AS r4,
  CAST(CASE WHEN judged THEN s_r4 END AS BIGINT) AS r4_s,
  CAST(CASE WHEN judged THEN z_r5 END AS BIGINT) AS r5,
  CAST(CASE WHEN judged THEN s_r5 END AS BIGINT) AS r5_s,
  CAST(CASE WHEN NOT judged THEN NULL WHEN ((z_r1 & (z_r1 - 1)) = 0 AND (z_r1 & 3) = 0) OR ((z_r5 & (z_r5 - 1)) = 0 AND (z_r5 & 64) = 0) THEN 1024 WHEN z_r1 IS NULL OR z_r5 IS NULL THEN NULL ELSE z_r6 END AS BIGINT) AS r6,
  CAST(CASE WHEN judged THEN s_r6 END AS BIGINT) AS r6_s
FROM l3
  OFFSET 0;

DROP VIEW IF EXISTS proviso_rules_small CASCADE;
CREATE VIEW proviso_rules_small AS
SELECT
  deal,
  as_of,
  CASE WHEN r1 IS NULL THEN 'not judged' ELSE CASE r1 WHEN 1 THEN 'walk-away' WHEN 2 THEN 'gap' WHEN 32768 THEN 'fallback' WHEN 128 THEN 'preferred' WHEN 2048 THEN 'not-applicable' ELSE 'open' END END AS r1_status,
  CASE WHEN (r1_s & 8) <> 0 THEN 'critical' WHEN (r1_s & 4) <> 0 THEN 'high' WHEN (r1_s & 2) <> 0 THEN 'medium' WHEN (r1_s & 1) <> 0 THEN 'low' END AS r1_severity,
  (r1 & 1) <> 0 AS r1_walk_away,
  (r1 & 2) <> 0 AS r1_gap,
  (r1 & 32768) <> 0 AS r1_fallback_1,
  (r1 & 128) <> 0 AS r1_preferred,
  (r1 & 2048) <> 0 AS r1_not_applicable,
  CASE WHEN r2 IS NULL THEN 'not judged' ELSE CASE r2 WHEN 2 THEN 'gap' WHEN 128 THEN 'preferred' ELSE 'open' END END AS r2_status,
  CASE WHEN (r2_s & 8) <> 0 THEN 'critical' WHEN (r2_s & 4) <> 0 THEN 'high' WHEN (r2_s & 2) <> 0 THEN 'medium' WHEN (r2_s & 1) <> 0 THEN 'low' END AS r2_severity,
  (r2 & 2) <> 0 AS r2_gap,
  (r2 & 128) <> 0 AS r2_preferred,
  CASE WHEN r3 IS NULL THEN 'not judged' ELSE CASE r3 WHEN 4 THEN 'advised' WHEN 256 THEN 'in-place' WHEN 4096 THEN 'not-needed' ELSE 'open' END END AS r3_status,
  CASE WHEN (r3_s & 8) <> 0 THEN 'critical' WHEN (r3_s & 4) <> 0 THEN 'high' WHEN (r3_s & 2) <> 0 THEN 'medium' WHEN (r3_s & 1) <> 0 THEN 'low' END AS r3_severity,
  (r3 & 4) <> 0 AS r3_advised,
  (r3 & 256) <> 0 AS r3_in_place,
  (r3 & 4096) <> 0 AS r3_not_needed,
  CASE WHEN r4 IS NULL THEN 'not judged' ELSE CASE r4 WHEN 8 THEN 'ask' WHEN 512 THEN 'answered' ELSE 'open' END END AS r4_status,
  CASE WHEN (r4_s & 8) <> 0 THEN 'critical' WHEN (r4_s & 4) <> 0 THEN 'high' WHEN (r4_s & 2) <> 0 THEN 'medium' WHEN (r4_s & 1) <> 0 THEN 'low' END AS r4_severity,
  (r4 & 8) <> 0 AS r4_ask,
  (r4 & 512) <> 0 AS r4_answered,
  CASE WHEN r5 IS NULL THEN 'not judged' ELSE CASE r5 WHEN 64 THEN 'available' WHEN 16384 THEN 'unavailable' ELSE 'open' END END AS r5_status,
  CASE WHEN (r5_s & 8) <> 0 THEN 'critical' WHEN (r5_s & 4) <> 0 THEN 'high' WHEN (r5_s & 2) <> 0 THEN 'medium' WHEN (r5_s & 1) <> 0 THEN 'low' END AS r5_severity,
  (r5 & 64) <> 0 AS r5_available,
  (r5 & 16384) <> 0 AS r5_unavailable,
  CASE WHEN r6 IS NULL THEN 'not judged' ELSE CASE r6 WHEN 16 THEN 'live' WHEN 1024 THEN 'settled' ELSE 'open' END END AS r6_status,
  CASE WHEN (r6_s & 8) <> 0 THEN 'critical' WHEN (r6_s & 4) <> 0 THEN 'high' WHEN (r6_s & 2) <> 0 THEN 'medium' WHEN (r6_s & 1) <> 0 THEN 'low' END AS r6_severity,
  (r6 & 16) <> 0 AS r6_live,
  (r6 & 1024) <> 0 AS r6_settled
FROM proviso_reach_1;

DROP VIEW IF EXISTS proviso_findings CASCADE;
CREATE VIEW proviso_findings AS
SELECT
  f.deal,
  f.as_of,
  n.id AS rule,
  n.kind,
  n.title,
  n.risk,
  CASE
      WHEN f.could IS NULL THEN 'not judged'
      WHEN (f.could & (f.could - 1)) <> 0 THEN 'open'
      WHEN (f.could & 1) <> 0 THEN 'walk-away'
      WHEN (f.could & 2) <> 0 THEN 'gap'
      WHEN (f.could & 4) <> 0 THEN 'advised'
      WHEN (f.could & 8) <> 0 THEN 'ask'
      WHEN (f.could & 16) <> 0 THEN 'live'
      WHEN (f.could & 32) <> 0 THEN 'owed'
      WHEN (f.could & 4611686018427355136) <> 0 THEN 'fallback'
      WHEN (f.could & 64) <> 0 THEN 'available'
      WHEN (f.could & 128) <> 0 THEN 'preferred'
      WHEN (f.could & 256) <> 0 THEN 'in-place'
      WHEN (f.could & 512) <> 0 THEN 'answered'
      WHEN (f.could & 1024) <> 0 THEN 'settled'
      WHEN (f.could & 2048) <> 0 THEN 'not-applicable'
      WHEN (f.could & 4096) <> 0 THEN 'not-needed'
      WHEN (f.could & 8192) <> 0 THEN 'not-asked'
      WHEN (f.could & 16384) <> 0 THEN 'unavailable'
  END AS status,
  CASE WHEN (f.severities & 8) <> 0 THEN 'critical' WHEN (f.severities & 4) <> 0 THEN 'high' WHEN (f.severities & 2) <> 0 THEN 'medium' WHEN (f.severities & 1) <> 0 THEN 'low' END AS severity,
  CASE WHEN (f.could & (f.could - 1)) <> 0 THEN SUBSTR(CASE WHEN (f.could & 1) <> 0 THEN ', walk-away' ELSE '' END
    || CASE WHEN (f.could & 2) <> 0 THEN ', gap' ELSE '' END
    || CASE WHEN (f.could & 4) <> 0 THEN ', advised' ELSE '' END
    || CASE WHEN (f.could & 8) <> 0 THEN ', ask' ELSE '' END
    || CASE WHEN (f.could & 16) <> 0 THEN ', live' ELSE '' END
    || CASE WHEN (f.could & 32) <> 0 THEN ', owed' ELSE '' END
    || CASE WHEN (f.could & 4611686018427355136) <> 0 THEN ', fallback' ELSE '' END
    || CASE WHEN (f.could & 64) <> 0 THEN ', available' ELSE '' END
    || CASE WHEN (f.could & 128) <> 0 THEN ', preferred' ELSE '' END
    || CASE WHEN (f.could & 256) <> 0 THEN ', in-place' ELSE '' END
    || CASE WHEN (f.could & 512) <> 0 THEN ', answered' ELSE '' END
    || CASE WHEN (f.could & 1024) <> 0 THEN ', settled' ELSE '' END
    || CASE WHEN (f.could & 2048) <> 0 THEN ', not-applicable' ELSE '' END
    || CASE WHEN (f.could & 4096) <> 0 THEN ', not-needed' ELSE '' END
    || CASE WHEN (f.could & 8192) <> 0 THEN ', not-asked' ELSE '' END
    || CASE WHEN (f.could & 16384) <> 0 THEN ', unavailable' ELSE '' END, 3) END AS could_be,
  CASE WHEN (f.could & 4611686018427355199) <> 0 THEN CASE WHEN f.as_of <= n.waived_until THEN 'in force' WHEN f.as_of > n.waived_until THEN 'expired' END END AS waived,
  f.could,
  f.severities
FROM (
  SELECT deal, as_of, u.rule, u.could, u.severities
  FROM proviso_reach_1 CROSS JOIN LATERAL unnest(
    ARRAY['r1', 'r2', 'r3', 'r4', 'r5', 'r6'],
    ARRAY[r1, r2, r3, r4, r5, r6],
    ARRAY[r1_s, r2_s, r3_s, r4_s, r5_s, r6_s]
  ) AS u (rule, could, severities)
) AS f
JOIN proviso_names AS n ON n.code = f.rule;

DROP VIEW IF EXISTS proviso_exposure CASCADE;
CREATE VIEW proviso_exposure AS
SELECT
  deal,
  as_of,
  SUM(CASE WHEN counts AND status = 'walk-away' THEN 1 ELSE 0 END) AS walk_away,
  SUM(CASE WHEN counts AND status = 'gap' AND severity = 'critical' THEN 1 ELSE 0 END) AS short_critical,
  SUM(CASE WHEN counts AND status = 'gap' AND severity = 'high' THEN 1 ELSE 0 END) AS short_high,
  SUM(CASE WHEN counts AND status = 'gap' AND severity = 'medium' THEN 1 ELSE 0 END) AS short_medium,
  SUM(CASE WHEN counts AND status = 'gap' AND severity = 'low' THEN 1 ELSE 0 END) AS short_low,
  SUM(CASE WHEN counts AND status = 'open' THEN 1 ELSE 0 END) AS open,
  SUM(CASE WHEN counts AND status = 'advised' THEN 1 ELSE 0 END) AS to_do,
  SUM(CASE WHEN counts AND status = 'fallback' THEN 1 ELSE 0 END) AS fallback,
  SUM(CASE WHEN status = 'not judged' THEN 1 ELSE 0 END) AS not_judged
FROM (
  SELECT f.*, kind IN ('redline', 'mitigation') AND COALESCE(waived, '') <> 'in force'
    AND COALESCE(NOT ((f.could & 31744) = f.could), FALSE) AS counts
  FROM proviso_findings AS f
) AS f
GROUP BY deal, as_of;

DROP VIEW IF EXISTS proviso_faults_1 CASCADE;
CREATE VIEW proviso_faults_1 AS
SELECT deal, u.staged_column AS staged_column, u.staged_value AS staged_value, u.wrong AS wrong
FROM proviso_staged CROSS JOIN LATERAL unnest(
    ARRAY['deal', 'as_of', 'draft', 'done', 'workload_criticality_is', 'regulations_has', 'regulations_may_have', 'agreement_renewal_low', 'agreement_renewal_low', 'agreement_renewal_high', 'agreement_renewal_state', 'agreement_renewal_state', 'spend_yearly_low', 'spend_yearly_low', 'spend_yearly_low', 'spend_yearly_high', 'spend_yearly_high', 'notice_own_low', 'notice_own_low', 'notice_own_low', 'notice_own_high', 'notice_own_high', 'change_notice_low', 'change_notice_low', 'change_notice_low', 'change_notice_high', 'change_notice_high', 'change_notice_state', 'change_notice_state', 'change_notice_in', 'change_notice_in', 'exit_right_is', 'exit_right_state', 'exit_right_state'],
    ARRAY[CAST(deal AS TEXT), CAST(as_of AS TEXT), CAST(draft AS TEXT), CAST(done AS TEXT), CAST(workload_criticality_is AS TEXT), CAST(regulations_has AS TEXT), CAST(regulations_may_have AS TEXT), CAST(agreement_renewal_low AS TEXT), CAST(agreement_renewal_low AS TEXT), CAST(agreement_renewal_high AS TEXT), CAST(agreement_renewal_state AS TEXT), CAST(agreement_renewal_state AS TEXT), CAST(spend_yearly_low AS TEXT), CAST(spend_yearly_low AS TEXT), CAST(spend_yearly_low AS TEXT), CAST(spend_yearly_high AS TEXT), CAST(spend_yearly_high AS TEXT), CAST(notice_own_low AS TEXT), CAST(notice_own_low AS TEXT), CAST(notice_own_low AS TEXT), CAST(notice_own_high AS TEXT), CAST(notice_own_high AS TEXT), CAST(change_notice_low AS TEXT), CAST(change_notice_low AS TEXT), CAST(change_notice_low AS TEXT), CAST(change_notice_high AS TEXT), CAST(change_notice_high AS TEXT), CAST(change_notice_state AS TEXT), CAST(change_notice_state AS TEXT), CAST(change_notice_in AS TEXT), CAST(change_notice_in AS TEXT), CAST(exit_right_is AS TEXT), CAST(exit_right_state AS TEXT), CAST(exit_right_state AS TEXT)],
    ARRAY[CASE WHEN deal IS NULL OR rows_of_deal > 1 THEN 'each deal needs a name of its own' END, CASE WHEN as_of IS NULL OR as_of < DATE '2006-11-21' OR as_of > DATE '2046-11-21' THEN 'the views hold for days of assessment from 2006-11-21 to 2046-11-21: export anew for others' END, CASE WHEN draft NOT IN ('none', 'partial', 'reviewed') THEN 'expected none, partial or reviewed' END, CASE WHEN done <> '' AND LENGTH(done) - LENGTH(REPLACE(done, ',', '')) + 1 <> CASE WHEN STRPOS((',' || REPLACE(done, ' ', '') || ','), ',small/watch,') > 0 OR STRPOS((',' || REPLACE(done, ' ', '') || ','), ',watch,') > 0 THEN 1 ELSE 0 END THEN 'expected rules that can be ticked, each once, with commas between them' END, CASE WHEN workload_criticality_is NOT IN ('low', 'high') AND LENGTH(workload_criticality_is) - LENGTH(REPLACE(workload_criticality_is, ',', '')) + 1 <> (CASE WHEN STRPOS((',' || REPLACE(workload_criticality_is, ' ', '') || ','), ',low,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(workload_criticality_is, ' ', '') || ','), ',high,') > 0 THEN 1 ELSE 0 END) THEN 'expected, each once and with commas between them: low, high' END, CASE WHEN regulations_has <> '' AND regulations_has NOT IN ('gdpr', 'hipaa') AND LENGTH(regulations_has) - LENGTH(REPLACE(regulations_has, ',', '')) + 1 <> (CASE WHEN STRPOS((',' || REPLACE(regulations_has, ' ', '') || ','), ',gdpr,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(regulations_has, ' ', '') || ','), ',hipaa,') > 0 THEN 1 ELSE 0 END) THEN 'expected, each once and with commas between them: gdpr, hipaa' END, CASE WHEN regulations_may_have <> '*' AND regulations_may_have <> '' AND regulations_may_have NOT IN ('gdpr', 'hipaa') AND LENGTH(regulations_may_have) - LENGTH(REPLACE(regulations_may_have, ',', '')) + 1 <> (CASE WHEN STRPOS((',' || REPLACE(regulations_may_have, ' ', '') || ','), ',gdpr,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(regulations_may_have, ' ', '') || ','), ',hipaa,') > 0 THEN 1 ELSE 0 END) THEN 'expected, each once and with commas between them: gdpr, hipaa' END, CASE WHEN agreement_renewal_low > agreement_renewal_high THEN 'the lowest lies above the highest' END, CASE WHEN agreement_renewal_low >= DATE '9999-12-31' THEN 'say `never` in `agreement_renewal_state`' END, CASE WHEN agreement_renewal_high >= DATE '9999-12-31' THEN 'say `never` in `agreement_renewal_state`' END, CASE WHEN agreement_renewal_state NOT IN ('never', 'unknown') THEN 'expected nothing, or one of: never, unknown' END, CASE WHEN agreement_renewal_state IS NOT NULL AND (agreement_renewal_low IS NOT NULL OR agreement_renewal_high IS NOT NULL) THEN 'say either a value or this, not both: see agreement_renewal_low, agreement_renewal_high' END, CASE WHEN spend_yearly_low > spend_yearly_high THEN 'the lowest lies above the highest' END, CASE WHEN spend_yearly_low < 0 THEN 'expected no less than 0' END, CASE WHEN spend_yearly_low >= CAST('10000000000000000000000000000' AS DECIMAL(38, 9)) THEN 'too large' END, CASE WHEN spend_yearly_high < 0 THEN 'expected no less than 0' END, CASE WHEN spend_yearly_high >= CAST('10000000000000000000000000000' AS DECIMAL(38, 9)) THEN 'too large' END, CASE WHEN notice_own_low > notice_own_high THEN 'the lowest lies above the highest' END, CASE WHEN notice_own_low < 0 THEN 'expected no less than 0' END, CASE WHEN notice_own_low >= 9223372036854775807 THEN 'too large' END, CASE WHEN notice_own_high < 0 THEN 'expected no less than 0' END, CASE WHEN notice_own_high >= 9223372036854775807 THEN 'too large' END, CASE WHEN change_notice_low > change_notice_high THEN 'the lowest lies above the highest' END, CASE WHEN change_notice_low < 0 THEN 'expected no less than 0' END, CASE WHEN change_notice_low >= 9223372036854775807 THEN 'too large' END, CASE WHEN change_notice_high < 0 THEN 'expected no less than 0' END, CASE WHEN change_notice_high >= 9223372036854775807 THEN 'too large' END, CASE WHEN change_notice_state NOT IN ('silent', 'standard', 'some', 'unknown') THEN 'expected nothing, or one of: silent, standard, some, unknown' END, CASE WHEN change_notice_state IS NOT NULL AND (change_notice_low IS NOT NULL OR change_notice_high IS NOT NULL) THEN 'say either a value or this, not both: see change_notice_low, change_notice_high' END, CASE WHEN change_notice_in NOT IN ('oral', 'e-mail', 'contract') THEN 'expected one of: oral, e-mail, contract' END, CASE WHEN change_notice_in IS NOT NULL AND (f6_k IN (1, 2) OR f6_k = 3 AND change_notice_state IS NULL) THEN 'a document is named, but nothing that stands in it' END, CASE WHEN exit_right_is NOT IN ('no', 'yes', 'false', 'true') AND LENGTH(exit_right_is) - LENGTH(REPLACE(exit_right_is, ',', '')) + 1 <> (CASE WHEN STRPOS((',' || REPLACE(exit_right_is, ' ', '') || ','), ',no,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(exit_right_is, ' ', '') || ','), ',yes,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(exit_right_is, ' ', '') || ','), ',false,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(exit_right_is, ' ', '') || ','), ',true,') > 0 THEN 1 ELSE 0 END) THEN 'expected, each once and with commas between them: no, yes, false, true' END, CASE WHEN exit_right_state NOT IN ('silent', 'unknown') THEN 'expected nothing, or one of: silent, unknown' END, CASE WHEN exit_right_state IS NOT NULL AND (exit_right_is IS NOT NULL) THEN 'say either a value or this, not both: see exit_right_is' END]
  ) AS u (staged_column, staged_value, wrong)
WHERE u.wrong IS NOT NULL;

DROP VIEW IF EXISTS proviso_faults CASCADE;
CREATE VIEW proviso_faults AS
SELECT deal, staged_column, staged_value, wrong FROM proviso_faults_1;

-- From the table that was filled to the cells. Run it whenever that changes.
-- Written by Proviso for PostgreSQL, from small 1.
-- Holds for days of assessment from 2006-11-21 to 2046-11-21.

DELETE FROM proviso_cells;

INSERT INTO proviso_cells (deal, as_of, judged, f1, f2, f2_m, f3, f3_o, f4, f5, f6, f6_d, f7, c10, ticks)
SELECT
  deal,
  as_of,
  CASE WHEN (((deal IS NULL OR rows_of_deal > 1) OR (as_of IS NULL OR as_of < DATE '2006-11-21' OR as_of > DATE '2046-11-21') OR (draft NOT IN ('none', 'partial', 'reviewed')) OR (done <> '' AND LENGTH(done) - LENGTH(REPLACE(done, ',', '')) + 1 <> CASE WHEN STRPOS((',' || REPLACE(done, ' ', '') || ','), ',small/watch,') > 0 OR STRPOS((',' || REPLACE(done, ' ', '') || ','), ',watch,') > 0 THEN 1 ELSE 0 END) OR (workload_criticality_is NOT IN ('low', 'high') AND LENGTH(workload_criticality_is) - LENGTH(REPLACE(workload_criticality_is, ',', '')) + 1 <> (CASE WHEN STRPOS((',' || REPLACE(workload_criticality_is, ' ', '') || ','), ',low,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(workload_criticality_is, ' ', '') || ','), ',high,') > 0 THEN 1 ELSE 0 END))) OR ((regulations_has <> '' AND regulations_has NOT IN ('gdpr', 'hipaa') AND LENGTH(regulations_has) - LENGTH(REPLACE(regulations_has, ',', '')) + 1 <> (CASE WHEN STRPOS((',' || REPLACE(regulations_has, ' ', '') || ','), ',gdpr,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(regulations_has, ' ', '') || ','), ',hipaa,') > 0 THEN 1 ELSE 0 END)) OR (regulations_may_have <> '*' AND regulations_may_have <> '' AND regulations_may_have NOT IN ('gdpr', 'hipaa') AND LENGTH(regulations_may_have) - LENGTH(REPLACE(regulations_may_have, ',', '')) + 1 <> (CASE WHEN STRPOS((',' || REPLACE(regulations_may_have, ' ', '') || ','), ',gdpr,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(regulations_may_have, ' ', '') || ','), ',hipaa,') > 0 THEN 1 ELSE 0 END)) OR (agreement_renewal_low > agreement_renewal_high) OR (agreement_renewal_low >= DATE '9999-12-31') OR (agreement_renewal_high >= DATE '9999-12-31')) OR ((agreement_renewal_state NOT IN ('never', 'unknown')) OR (agreement_renewal_state IS NOT NULL AND (agreement_renewal_low IS NOT NULL OR agreement_renewal_high IS NOT NULL)) OR (spend_yearly_low > spend_yearly_high) OR (spend_yearly_low < 0) OR (spend_yearly_low >= CAST('10000000000000000000000000000' AS DECIMAL(38, 9)))) OR ((spend_yearly_high < 0) OR (spend_yearly_high >= CAST('10000000000000000000000000000' AS DECIMAL(38, 9))) OR (notice_own_low > notice_own_high) OR (notice_own_low < 0) OR (notice_own_low >= 9223372036854775807)) OR ((notice_own_high < 0) OR (notice_own_high >= 9223372036854775807) OR (change_notice_low > change_notice_high) OR (change_notice_low < 0) OR (change_notice_low >= 9223372036854775807)) OR ((change_notice_high < 0) OR (change_notice_high >= 9223372036854775807) OR (change_notice_state NOT IN ('silent', 'standard', 'some', 'unknown')) OR (change_notice_state IS NOT NULL AND (change_notice_low IS NOT NULL OR change_notice_high IS NOT NULL)) OR (change_notice_in NOT IN ('oral', 'e-mail', 'contract'))) OR ((change_notice_in IS NOT NULL AND (f6_k IN (1, 2) OR f6_k = 3 AND change_notice_state IS NULL)) OR (exit_right_is NOT IN ('no', 'yes', 'false', 'true') AND LENGTH(exit_right_is) - LENGTH(REPLACE(exit_right_is, ',', '')) + 1 <> (CASE WHEN STRPOS((',' || REPLACE(exit_right_is, ' ', '') || ','), ',no,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(exit_right_is, ' ', '') || ','), ',yes,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(exit_right_is, ' ', '') || ','), ',false,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(exit_right_is, ' ', '') || ','), ',true,') > 0 THEN 1 ELSE 0 END)) OR (exit_right_state NOT IN ('silent', 'unknown')) OR (exit_right_state IS NOT NULL AND (exit_right_is IS NOT NULL)))) THEN FALSE ELSE TRUE END AS judged,
  CASE f1_k WHEN 0 THEN CASE workload_criticality_is WHEN 'low' THEN 1 WHEN 'high' THEN 2 ELSE (CASE WHEN STRPOS((',' || REPLACE(workload_criticality_is, ' ', '') || ','), ',low,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(workload_criticality_is, ' ', '') || ','), ',high,') > 0 THEN 2 ELSE 0 END) END ELSE 3 END AS f1,
  CASE f2_k WHEN 0 THEN (CASE WHEN regulations_has IS NULL THEN 0 ELSE CASE regulations_has WHEN 'gdpr' THEN 1 WHEN 'hipaa' THEN 2 ELSE (CASE WHEN STRPOS((',' || REPLACE(regulations_has, ' ', '') || ','), ',gdpr,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(regulations_has, ' ', '') || ','), ',hipaa,') > 0 THEN 2 ELSE 0 END) END END | CASE WHEN regulations_may_have = '*' THEN 3 ELSE CASE WHEN regulations_may_have IS NULL THEN 0 ELSE CASE regulations_may_have WHEN 'gdpr' THEN 1 WHEN 'hipaa' THEN 2 ELSE (CASE WHEN STRPOS((',' || REPLACE(regulations_may_have, ' ', '') || ','), ',gdpr,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(regulations_may_have, ' ', '') || ','), ',hipaa,') > 0 THEN 2 ELSE 0 END) END END END) ELSE 3 END AS f2,
  CASE f2_k WHEN 0 THEN CASE WHEN regulations_has IS NULL THEN 0 ELSE CASE regulations_has WHEN 'gdpr' THEN 1 WHEN 'hipaa' THEN 2 ELSE (CASE WHEN STRPOS((',' || REPLACE(regulations_has, ' ', '') || ','), ',gdpr,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(regulations_has, ' ', '') || ','), ',hipaa,') > 0 THEN 2 ELSE 0 END) END END ELSE 0 END AS f2_m,
  CASE f3_k WHEN 0 THEN ((CASE WHEN agreement_renewal_low > d2 THEN 48 WHEN agreement_renewal_low = d2 THEN 56 WHEN agreement_renewal_low > d1 THEN 60 WHEN agreement_renewal_low = d1 THEN 62 ELSE 63 END & CASE WHEN agreement_renewal_high < d1 THEN 1 WHEN agreement_renewal_high = d1 THEN 3 WHEN agreement_renewal_high < d2 THEN 7 WHEN agreement_renewal_high = d2 THEN 15 WHEN agreement_renewal_high IS NOT NULL THEN 31 ELSE 63 END) & (59 | CASE WHEN (d1 + 1) < d2 THEN 4 ELSE 0 END)) WHEN 4 THEN 32 ELSE (59 | CASE WHEN (d1 + 1) < d2 THEN 4 ELSE 0 END) END AS f3,
  CASE f3_k WHEN 0 THEN CASE WHEN agreement_renewal_low = agreement_renewal_high THEN 0 ELSE 1 END WHEN 3 THEN 1 ELSE 0 END AS f3_o,
  CASE f4_k WHEN 0 THEN ((CASE WHEN spend_yearly_low > 50000 THEN 4 WHEN spend_yearly_low = 50000 THEN 6 ELSE 7 END & CASE WHEN spend_yearly_high < 50000 THEN 1 WHEN spend_yearly_high = 50000 THEN 3 WHEN spend_yearly_high IS NOT NULL THEN 7 ELSE 7 END) & 7) ELSE 7 END AS f4,
  CASE f5_k WHEN 0 THEN ((CASE WHEN notice_own_low > 2592000000 THEN 4 WHEN notice_own_low = 2592000000 THEN 6 ELSE 7 END & CASE WHEN notice_own_high < 2592000000 THEN 1 WHEN notice_own_high = 2592000000 THEN 3 WHEN notice_own_high IS NOT NULL THEN 7 ELSE 7 END) & 7) ELSE 7 END AS f5,
  CASE f6_k WHEN 0 THEN ((CASE WHEN change_notice_low > 15552000000 THEN 64 WHEN change_notice_low = 15552000000 THEN 96 WHEN change_notice_low > 7776000000 THEN 112 WHEN change_notice_low = 7776000000 THEN 120 WHEN change_notice_low > 1209600000 THEN 124 WHEN change_notice_low = 1209600000 THEN 126 ELSE 127 END & CASE WHEN change_notice_high < 1209600000 THEN 1 WHEN change_notice_high = 1209600000 THEN 3 WHEN change_notice_high < 7776000000 THEN 7 WHEN change_notice_high = 7776000000 THEN 15 WHEN change_notice_high < 15552000000 THEN 31 WHEN change_notice_high = 15552000000 THEN 63 WHEN change_notice_high IS NOT NULL THEN 127 ELSE 127 END) & 127) WHEN 1 THEN 128 WHEN 2 THEN 256 ELSE (127 | 128) END AS f6,
  CASE WHEN change_notice_in IS NOT NULL THEN CASE change_notice_in WHEN 'oral' THEN 1 WHEN 'e-mail' THEN 2 WHEN 'contract' THEN 4 ELSE 7 END WHEN f6_k = 3 THEN 7 ELSE 4 END AS f6_d,
  CASE f7_k WHEN 0 THEN CASE exit_right_is WHEN 'no' THEN 1 WHEN 'yes' THEN 2 WHEN 'false' THEN 1 WHEN 'true' THEN 2 ELSE (CASE WHEN STRPOS((',' || REPLACE(exit_right_is, ' ', '') || ','), ',no,') > 0 OR STRPOS((',' || REPLACE(exit_right_is, ' ', '') || ','), ',false,') > 0 THEN 1 ELSE 0 END + CASE WHEN STRPOS((',' || REPLACE(exit_right_is, ' ', '') || ','), ',yes,') > 0 OR STRPOS((',' || REPLACE(exit_right_is, ' ', '') || ','), ',true,') > 0 THEN 2 ELSE 0 END) END WHEN 1 THEN 4 ELSE (3 | 4) END AS f7,
  CASE WHEN f6_k IN (1, 2) OR f5_k IN (1, 2) THEN 1 WHEN NOT (COALESCE(CASE f5_k WHEN 0 THEN CASE WHEN notice_own_low IS NULL AND notice_own_high = 0 THEN 0 ELSE notice_own_low END END <= CASE f6_k WHEN 0 THEN change_notice_high END, TRUE)) THEN 1 WHEN COALESCE(CASE f6_k WHEN 0 THEN CASE WHEN change_notice_low IS NULL AND change_notice_high = 0 THEN 0 ELSE change_notice_low END END < CASE f5_k WHEN 0 THEN notice_own_high END, TRUE) THEN 3 ELSE 2 END AS c10,
  CASE WHEN done IS NULL THEN 0 ELSE CASE WHEN STRPOS((',' || REPLACE(done, ' ', '') || ','), ',small/watch,') > 0 OR STRPOS((',' || REPLACE(done, ' ', '') || ','), ',watch,') > 0 THEN 1 ELSE 0 END END AS ticks
FROM proviso_staged;
