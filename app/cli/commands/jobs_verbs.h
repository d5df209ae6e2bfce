// SPDX-License-Identifier: MIT
// What `cairn-cli jobs` does, a function for each word.
#pragma once

#include "app/cli/commands/command.h"
#include "core/config/job_store.h"

namespace cairn::cli {

inline constexpr const char *kHostName = "cairn-cli"; // in the note of the lock of who runs backups

int addJob(Context &context, SettingsDatabase &settings);
int editJob(Context &context, SettingsDatabase &settings);
int moveJob(Context &context, SettingsDatabase &settings);
int removeJob(Context &context, SettingsDatabase &settings);
int exportJob(Context &context, SettingsDatabase &settings);
int importJobs(Context &context, SettingsDatabase &settings);
int pauseJobs(Context &context, SettingsDatabase &settings);
int resumeJobs(Context &context, SettingsDatabase &settings);

// Whether an option has its meaning whatever is done: how the program speaks, and what may come
// from the environment. Others would be ignored by what takes its settings from jobs.
[[nodiscard]] bool alwaysCounts(const OptionSpec &spec);

// Whether an option counts for this word of `jobs` alone, beside those that always do.
[[nodiscard]] bool verbTakes(std::string_view verb, const OptionSpec &spec);

// How they end.
int failed(Context &context, const Error &error);
int wrongUse(Context &context, const QString &text);
int ended(Context &context, const Result<> &result);

// The job of context.words[1]; InvalidArgument (JOB_UNKNOWN) if there is none.
[[nodiscard]] Result<JobConfig> namedJob(Context &context, SettingsDatabase &settings);

// Where secrets are kept; null if nowhere. Once for each run of the program.
[[nodiscard]] std::unique_ptr<SecretStore> openStore(Context &context);

// Secrets first, so that no job is there without them; if it cannot be saved, they go again.
[[nodiscard]] Result<> saveWithSecrets(SecretStore *store, SettingsDatabase &settings,
                                       const JobConfig &job,
                                       const std::map<std::string, Secret> &secrets);

} // namespace cairn::cli
