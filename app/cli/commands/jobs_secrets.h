// SPDX-License-Identifier: MIT
// The secrets of jobs that are set up and changed: what was given, what is kept.
#pragma once

#include "app/cli/commands/jobs_verbs.h"
#include "core/engine/job_plan.h"

namespace cairn::cli {

using Secrets = std::map<std::string, Secret>; // by their kind in the key store

// The passwords among the options that the job knows.
[[nodiscard]] Result<Secrets> givenSecrets(const Context &context, const JobConfig &job);

// The same for a job that was `before`. A passphrase belongs to a backup for life: one that would
// take the place of another is refused (JOB_PASSPHRASE) as soon as something is stored, and that of
// the environment, which is there for other work, changes nothing.
[[nodiscard]] Result<Secrets> changedSecrets(Context &context, SettingsDatabase &settings,
                                             SecretStore *store, const JobConfig &job,
                                             const JobConfig &before);

// Asks for the passphrase of a job that has none yet: once if the destination holds a backup that
// has one. What is there must be encrypted as the job is. True if there is one.
[[nodiscard]] Result<bool> completeSecrets(Context &context, const JobConfig &job,
                                           Secrets &secrets);

// The job with what is kept and what was given; that counts.
[[nodiscard]] Result<JobPlan> planOfStored(SecretStore *store, const JobConfig &job,
                                           const Secrets &given);

} // namespace cairn::cli
