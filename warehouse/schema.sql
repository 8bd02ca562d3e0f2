-- The tables of a snapshot. Numbers are in the unit's base (元, 个, 平方米; % as printed: 21.6 for 21.6%). Dates are days.

CREATE TABLE snapshot (             -- one row: what this file is
    id          TEXT NOT NULL,      -- <time>-<hash>, also the file's name
    built_at    TIMESTAMP NOT NULL,
    fingerprint TEXT NOT NULL       -- of code, vocabulary and rules
);

CREATE TABLE rules (                -- data/rules.toml, flattened: 'status.late' -> -0.1
    name  TEXT PRIMARY KEY,
    value DOUBLE NOT NULL
);

CREATE TABLE pace (                 -- share of the year due by the end of each month; linear for a metric with no rows
    metric_id TEXT NOT NULL,
    month     INTEGER NOT NULL,
    share     DOUBLE NOT NULL,
    PRIMARY KEY (metric_id, month)
);

CREATE TABLE owners (                -- who answers for a goal, as rules.toml says; the most particular row counts
    organisation TEXT,               -- NULL: of any
    theme        TEXT,
    metric       TEXT,
    owner        TEXT NOT NULL,      -- 责任单位
    leader       TEXT NOT NULL       -- 包联领导; '' where none is named
);

CREATE TABLE documents (
    id               TEXT NOT NULL,
    path             TEXT NOT NULL,
    sha256           TEXT NOT NULL,
    title            TEXT NOT NULL,
    publisher        TEXT NOT NULL,
    organisation     TEXT NOT NULL,
    published_on     DATE,
    published_stated BOOLEAN NOT NULL,
    url              TEXT NOT NULL,
    state            TEXT NOT NULL,  -- read | partly | nothing (no statement found) | copy (of another) | refused
    message          TEXT NOT NULL,  -- why it was refused; else what of it could not be read, one sentence a line
    text             TEXT NOT NULL
);

CREATE TABLE organisations (
    name   TEXT PRIMARY KEY,
    parent TEXT                      -- the organisation it belongs to, where known
);

CREATE TABLE metrics (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    unit        TEXT NOT NULL,
    better      TEXT NOT NULL,       -- higher | lower
    accumulates BOOLEAN NOT NULL,
    theme       TEXT NOT NULL,
    known       BOOLEAN NOT NULL
);

CREATE TABLE statements (
    id             TEXT NOT NULL,
    kind           TEXT NOT NULL,    -- target | actual
    metric_id      TEXT NOT NULL,
    organisation   TEXT NOT NULL,
    low            DECIMAL(28, 6),   -- both ends for a plain number; low only for 以上, high only for 以内
    high           DECIMAL(28, 6),
    comparator     TEXT NOT NULL,
    quantity_text  TEXT NOT NULL,    -- as printed, with its bound: 500亿元以上
    period_start   DATE,             -- NULL for a stock or a total since the start of the work
    period_stop    DATE NOT NULL,
    as_of          DATE,             -- actuals: the day up to which it counts
    period_stated  BOOLEAN NOT NULL,
    basis          TEXT NOT NULL,    -- flow | event | stock
    document_id    TEXT NOT NULL,
    article        TEXT NOT NULL,    -- title of the article
    published_on   DATE,
    published_stated BOOLEAN NOT NULL,
    headings       TEXT NOT NULL,    -- outermost first, joined by ' › '
    sentence       TEXT NOT NULL,
    quote          TEXT NOT NULL,
    quote_start    INTEGER NOT NULL, -- offset in documents.text
    rules          TEXT NOT NULL,    -- joined by ' → '
    doubts         TEXT NOT NULL,    -- one a line
    parent_id      TEXT              -- 其中: the statement it is a part of
);

CREATE TABLE goals (                 -- one a (organisation, metric, period) with at least one target
    id           TEXT NOT NULL,
    organisation TEXT NOT NULL,
    metric_id    TEXT NOT NULL,
    period_start DATE NOT NULL,
    period_stop  DATE NOT NULL,
    parent_id    TEXT                -- 其中: the goal it is a part of
);

CREATE TABLE targets (               -- every statement of a goal; rivals are rows of one goal with different bounds
    goal_id      TEXT NOT NULL,
    statement_id TEXT NOT NULL,      -- for an implied target, the completion rate it follows from
    low          DECIMAL(28, 6),
    high         DECIMAL(28, 6),
    comparator   TEXT NOT NULL,
    basis        TEXT NOT NULL,      -- stated | implied
    chosen       BOOLEAN NOT NULL    -- a person chose it as the official one
);

CREATE TABLE links (
    goal_id   TEXT NOT NULL,
    actual_id TEXT NOT NULL,         -- statements.id
    rule      TEXT NOT NULL
);

CREATE TABLE decisions (             -- data/reviews.csv; etl/reviews.py says what each verb means
    number   INTEGER PRIMARY KEY,    -- its place in the file
    id       TEXT NOT NULL,          -- hash of the row: what an undo is about
    about    TEXT NOT NULL,
    verb     TEXT NOT NULL,
    field    TEXT NOT NULL,
    expected TEXT NOT NULL,
    value    TEXT NOT NULL,
    reason   TEXT NOT NULL,
    "by"     TEXT NOT NULL,
    "at"     TEXT NOT NULL,
    state    TEXT NOT NULL           -- applied | stale | undone
);

CREATE TABLE findings (              -- what the checks of `python -m etl check` found
    rule         TEXT NOT NULL,
    statement_id TEXT,               -- the statement it is about, if it is about one
    document_id  TEXT,
    is_fault     BOOLEAN NOT NULL,
    message      TEXT NOT NULL,
    figures      TEXT NOT NULL       -- JSON: the figures of the message by name
);

CREATE TABLE projects (              -- one a project, whoever reports it and however often
    id           TEXT NOT NULL,      -- of name and organisation
    name         TEXT NOT NULL,
    organisation TEXT NOT NULL
);

CREATE TABLE project_reports (       -- what one row of a ledger, or one sentence, says of a project; money in 元
    id                    TEXT NOT NULL,
    project_id            TEXT NOT NULL,
    stage                 TEXT,      -- planning | signing | start | operation | full capacity; NULL: not told
    total_investment      DECIMAL(28, 6),
    annual_investment     DECIMAL(28, 6),  -- planned for the year
    annual_done           DECIMAL(28, 6),  -- done this year
    cumulative_investment DECIMAL(28, 6),  -- done since the start, or as the ledger counts 累计
    owner                 TEXT,      -- 责任单位; NULL: no such column, '': left empty
    leader                TEXT,      -- 包联领导
    problem               TEXT,      -- 存在问题
    chain                 TEXT,      -- 产业链
    document_id           TEXT NOT NULL,
    article               TEXT NOT NULL,
    published_on          DATE,
    published_stated      BOOLEAN NOT NULL,
    sentence              TEXT NOT NULL,
    quote                 TEXT NOT NULL,
    quote_start           INTEGER NOT NULL,
    rules                 TEXT NOT NULL,
    doubts                TEXT NOT NULL
);

CREATE TABLE milestones (            -- a step of a project as one report tells it
    report_id  TEXT NOT NULL,
    project_id TEXT NOT NULL,
    step       TEXT NOT NULL,        -- signing | start | finish | operation | full capacity
    planned_on DATE,                 -- the day promised; the last of a month, a quarter or a year
    reached_on DATE,
    printed    TEXT NOT NULL
);
