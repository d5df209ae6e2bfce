// SPDX-License-Identifier: MIT
// The tables of settings.sqlite. For settings_database.cpp alone.
#pragma once

#include "core/sqlite/migrations.h"

namespace cairn::settings {

inline constexpr std::int64_t kApplicationId = 0x43617253; // "CarS"

// Times are unix seconds; paths are bytes (R26), lists of words are separated by commas.
inline constexpr const char *kFirst = R"sql(
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE job(
    id TEXT PRIMARY KEY CHECK(length(id) = 8),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    destination BLOB NOT NULL,
    drive_uuid TEXT, drive_label TEXT, drive_size INTEGER, drive_folder BLOB,
    skip_sets TEXT NOT NULL,
    largest_file INTEGER CHECK(largest_file > 0),
    keep TEXT NOT NULL CHECK(keep IN ('everything', 'count', 'time', 'policy')),
    keep_value TEXT NOT NULL,
    encrypted INTEGER NOT NULL CHECK(encrypted IN (0, 1)),
    sheet_saved INTEGER NOT NULL CHECK(sheet_saved IN (0, 1)),
    created INTEGER NOT NULL);
CREATE TABLE job_source(job TEXT NOT NULL REFERENCES job ON DELETE CASCADE,
    position INTEGER NOT NULL, path BLOB NOT NULL, PRIMARY KEY(job, position)) WITHOUT ROWID;
CREATE TABLE job_rule(job TEXT NOT NULL REFERENCES job ON DELETE CASCADE,
    position INTEGER NOT NULL, include INTEGER NOT NULL CHECK(include IN (0, 1)),
    expression BLOB NOT NULL, PRIMARY KEY(job, position)) WITHOUT ROWID;
CREATE TABLE job_option(job TEXT NOT NULL REFERENCES job ON DELETE CASCADE,
    name TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY(job, name)) WITHOUT ROWID;

-- Runs, problems and requests outlive their job: no reference.
CREATE TABLE run(
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    kind TEXT NOT NULL,
    began INTEGER NOT NULL,
    ended INTEGER,
    result TEXT NOT NULL,
    exit_code INTEGER NOT NULL DEFAULT 0,
    phase TEXT NOT NULL DEFAULT '',
    files_done INTEGER NOT NULL DEFAULT 0,
    files_total INTEGER NOT NULL DEFAULT 0,
    bytes_done INTEGER NOT NULL DEFAULT 0,
    bytes_total INTEGER NOT NULL DEFAULT 0,
    total_known INTEGER NOT NULL DEFAULT 0,
    bytes_sent INTEGER NOT NULL DEFAULT 0,
    path BLOB NOT NULL DEFAULT x'',
    waiting_for TEXT NOT NULL DEFAULT '',
    host INTEGER NOT NULL,
    new_bytes INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 0);
CREATE INDEX run_of_job ON run(job, began);
CREATE INDEX run_by_time ON run(began);
CREATE INDEX run_open ON run(ended) WHERE ended IS NULL;
CREATE TABLE run_message(run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
    position INTEGER NOT NULL, severity INTEGER NOT NULL, code TEXT NOT NULL, text TEXT NOT NULL,
    path BLOB NOT NULL, PRIMARY KEY(run, position)) WITHOUT ROWID;

CREATE TABLE problem(
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    count INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    closed INTEGER);
CREATE UNIQUE INDEX problem_open ON problem(job, code) WHERE closed IS NULL;
CREATE TABLE problem_path(problem INTEGER NOT NULL REFERENCES problem ON DELETE CASCADE,
    path BLOB NOT NULL, PRIMARY KEY(problem, path)) WITHOUT ROWID;

CREATE TABLE request(
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    verb TEXT NOT NULL,
    made INTEGER NOT NULL,
    answered INTEGER);
CREATE INDEX request_open ON request(job) WHERE answered IS NULL;
)sql";

// Dates are ISO 8601; times of day "19:00"; a job without a row runs by hand.
inline constexpr const char *kSchedules = R"sql(
CREATE TABLE job_schedule(job TEXT PRIMARY KEY REFERENCES job ON DELETE CASCADE,
    unit TEXT NOT NULL
        CHECK(unit IN ('by-hand', 'minutes', 'hours', 'days', 'weeks', 'months')),
    every INTEGER NOT NULL CHECK(every > 0),
    anchor TEXT NOT NULL, times TEXT NOT NULL,
    weekdays INTEGER NOT NULL CHECK(weekdays BETWEEN 0 AND 127),
    nth INTEGER NOT NULL CHECK(nth BETWEEN -1 AND 5),
    month_day INTEGER NOT NULL CHECK(month_day BETWEEN 0 AND 31),
    from_time TEXT NOT NULL, to_time TEXT NOT NULL,
    on_connect INTEGER NOT NULL, least_battery INTEGER NOT NULL, not_on_metered INTEGER NOT NULL,
    since INTEGER NOT NULL) WITHOUT ROWID;
ALTER TABLE job ADD COLUMN unattended INTEGER NOT NULL DEFAULT 0;
)sql";

// Files that nobody wants to be warned about.
inline constexpr const char *kNotWarned = R"sql(
CREATE TABLE job_not_warned(job TEXT NOT NULL REFERENCES job ON DELETE CASCADE,
    path BLOB NOT NULL, PRIMARY KEY(job, path)) WITHOUT ROWID;
)sql";

// How people tell their backups apart; the names of tags are those of kJobTagNames.
inline constexpr const char *kGroupsAndTags = R"sql(
ALTER TABLE job ADD COLUMN group_name TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN tag TEXT NOT NULL DEFAULT 'none';
)sql";

// What the skip sets of a backup kept out, by their names: "caches=12 trash=3".
inline constexpr const char *kLeftOut = R"sql(
ALTER TABLE run ADD COLUMN left_out TEXT NOT NULL DEFAULT '';
)sql";

inline constexpr const char *kSteps[] = {kFirst, kSchedules, kNotWarned, kGroupsAndTags, kLeftOut};
inline constexpr Schema kSchema{kApplicationId, kSteps};

} // namespace cairn::settings
