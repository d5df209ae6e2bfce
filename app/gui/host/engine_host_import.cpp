// SPDX-License-Identifier: MIT
// Backups that come from somewhere else.
#include "app/gui/host/engine_host.h"

#include "app/shared/error_table.h"
#include "core/config/job_store.h"
#include "core/config/take_over.h"
#include "core/secrets/secret_store.h"

#include <algorithm>

namespace cairn::gui {

QString EngineHost::whyNotKept(const Error &error)
{
    if (error.id == QLatin1String(kSecretsLockedId))
        return tr("The key store was not unlocked, so the passphrase could not be kept and nothing "
                  "was set up. Try again, and unlock it when it asks.");
    return windowText(error);
}

// Secrets first, which may take seconds: no backup is there without them.
void EngineHost::takeIn(const std::vector<ImportedJob> &jobs)
{
    const auto stored = settings() ? JobStore(*settings()).all() : Result<std::vector<JobConfig>>();
    if (!settings() || !stored)
        return Q_EMIT takenIn(0, settings() ? windowText(stored.error()) : m_failure);
    std::vector<JobConfig> known = *stored;
    std::vector<ImportedJob> wanted = jobs;
    QString leftOut;
    for (ImportedJob &job : wanted) {
        fitIn(known, job, m_world.random, m_world.clock.nowSeconds());
        if (leftOut.isEmpty() && !job.obstacle.isEmpty())
            leftOut = tr("“%1” was not taken over: %2").arg(job.job.name, job.obstacle);
    }
    std::erase_if(wanted, [](const ImportedJob &job) { return !job.obstacle.isEmpty(); });
    lookUp([this, wanted, leftOut]() -> std::function<void()> {
        Result<> kept;
        for (const ImportedJob &job : wanted)
            for (const auto &[kind, secret] : job.secrets)
                if (kept)
                    kept = kind == kPassphraseKind
                               ? m_world.secrets.remember(job.job.id, secret)
                               : m_world.secrets.rememberOption(job.job, kind, secret);
        return [this, wanted, leftOut, kept] {
            Result<> saved = kept;
            int count = 0;
            for (const ImportedJob &job : wanted)
                if (saved) {
                    saved = JobStore(*settings()).save(job.job);
                    if (saved)
                        saved = setTakeOver(*settings(), job.job.id, true);
                    count += saved ? 1 : 0;
                }
            publish();
            Q_EMIT takenIn(count, saved ? leftOut : whyNotKept(saved.error()));
        };
    });
}

} // namespace cairn::gui
