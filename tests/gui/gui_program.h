// SPDX-License-Identifier: MIT
// The program behind its window, with the real engine, for tests of pages and dialogs.
#pragma once

#include "app/gui/engine_proxy.h"
#include "backends/local/local_backend.h"
#include "core/secrets/secret_store.h"
#include "tests/gui/played_drives.h"
#include "tests/support/verify.h"

#include <QSignalSpy>

#include <map>
#include <mutex>

namespace cairn::test {

inline constexpr int kPatienceMs = 60'000;
inline constexpr const char *kJob = "00c0ffee";

class MemoryVault final : public gui::SecretVault
{
public:
    Result<JobSecrets> secretsOf(const JobConfig &job) override
    {
        const std::scoped_lock lock(m_mutex);
        if (isLocked)
            return fail(lockedError());
        JobSecrets secrets;
        secrets.passphrase = m_secrets[job.id];
        secrets.options = m_options[job.id];
        return secrets;
    }
    Result<> rememberOption(const JobConfig &job, const std::string &option,
                            const Secret &secret) override
    {
        const std::scoped_lock lock(m_mutex);
        m_options[job.id][option] = secret;
        return {};
    }
    Result<> remember(const std::string &job, const Secret &passphrase) override
    {
        const std::scoped_lock lock(m_mutex);
        m_secrets[job] = passphrase;
        return {};
    }
    Result<> setUnattended(const JobConfig &job, bool isUnattended) override
    {
        const std::scoped_lock lock(m_mutex);
        unattended[job.id] = isUnattended;
        return {};
    }
    // Held back by a key store that somebody opens when she is asked, or does not.
    bool isLocked = false;
    bool isOpenedWhenAsked = true;
    Result<> unlock() override
    {
        const std::scoped_lock lock(m_mutex);
        if (isLocked && !isOpenedWhenAsked)
            return fail(lockedError());
        isLocked = false;
        return {};
    }
    std::map<std::string, bool> unattended; // as was asked for last
    [[nodiscard]] Secret passphraseOf(const std::string &job)
    {
        const std::scoped_lock lock(m_mutex);
        return m_secrets[job];
    }

private:
    [[nodiscard]] static Error lockedError()
    {
        return {ErrorCode::AccessDenied,
                QStringLiteral("The key store is locked."),
                QLatin1String(kSecretsLockedId),
                {}};
    }
    std::mutex m_mutex;
    std::map<std::string, Secret> m_secrets;
    std::map<std::string, std::map<std::string, Secret>> m_options;
};

// Takes every report.
class AnsweringSender final : public ReportSender
{
public:
    Result<QString> mail(const MailReport &how, const MailText &, const CancelToken &) override
    {
        return QString(QStringLiteral("250 for ") +
                       QString::fromStdString(how.user + ':' + how.password.reveal()));
    }
    Result<QString> post(const HttpReport &, const HttpText &, const CancelToken &) override
    {
        return fail(ErrorCode::Transient, QStringLiteral("HTTP 503"));
    }
};

struct GuiProgram
{
    explicit GuiProgram(const FilePath &settings)
        : engine(files, systemClock(), systemRandom(), backends, &sender)
        , proxy({files, systemClock(), systemRandom(), engine, vault, settings}, backends,
                makeDrives(drives))
    {
        registerLocalBackend(backends);
        proxy.start();
    }

    // Why it could not be saved; empty: it was, and the window knows.
    QString save(const JobConfig &job, const Secret &passphrase)
    {
        QSignalSpy saved(&proxy, &gui::EngineProxy::jobSaved);
        proxy.saveJob(job, passphrase, false);
        return problemOf(saved, job);
    }
    QString change(const JobConfig &job)
    {
        QSignalSpy saved(&proxy, &gui::EngineProxy::jobSaved);
        proxy.changeJob(job);
        return problemOf(saved, job);
    }
    // False: it did not end. The window knows what it did then.
    bool run(const std::string &job, int patienceMs = kPatienceMs)
    {
        const auto newestOf = [&] {
            const gui::JobView *view = proxy.job(job);
            return view && view->last ? view->last->id : 0;
        };
        const auto before = newestOf();
        QSignalSpy ended(&proxy, &gui::EngineProxy::runEnded);
        QSignalSpy shown(&proxy, &gui::EngineProxy::stateChanged);
        proxy.runJob(job);
        if (!ended.wait(patienceMs))
            return false;
        while (newestOf() == before) // it may have been shown before the end was said
            if (!shown.wait(kPatienceMs))
                return false;
        return true;
    }

    FileLayer files;
    BackendRegistry backends;
    AnsweringSender sender;
    Engine engine;
    MemoryVault vault;
    PlayedDrives *drives = nullptr; // the proxy's
    gui::EngineProxy proxy;

private:
    static std::vector<std::unique_ptr<gui::DriveProbe>> makeDrives(PlayedDrives *&made)
    {
        auto drives = std::make_unique<PlayedDrives>();
        made = drives.get();
        std::vector<std::unique_ptr<gui::DriveProbe>> probes;
        probes.push_back(std::move(drives));
        return probes;
    }
    QString problemOf(QSignalSpy &saved, const JobConfig &job)
    {
        if (saved.isEmpty() && !saved.wait(kPatienceMs))
            return QStringLiteral("no answer");
        const QString problem = saved[0][1].toString();
        QSignalSpy shown(&proxy, &gui::EngineProxy::stateChanged);
        while (problem.isEmpty() && !proxy.job(job.id))
            if (!shown.wait(kPatienceMs))
                return QStringLiteral("not shown");
        return problem;
    }
};

} // namespace cairn::test
