// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/engine_host.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace cairn::gui {

// Sends reports and runs scripts as a test. Lives in a thread of its own: both take their time.
class ReportHost final : public QObject
{
    Q_OBJECT
public:
    ReportHost(Engine &engine, SecretVault &secrets, QObject *parent = nullptr);
    void interrupt(); // from any thread

public Q_SLOTS:
    // With the secrets that are kept, and those typed since. Ends with tested().
    void test(cairn::gui::RequestId id, const JobConfig &job, const JobSecrets &typed);
    // Runs one of the job's scripts now; nothing is backed up. Ends with scriptTried().
    void tryScript(cairn::gui::RequestId id, const JobConfig &job, const std::string &command,
                   RunScripts::Event event);
    void remember(const JobConfig &job, const JobSecrets &secrets);

Q_SIGNALS:
    // A line for each place: where it went and what the server said.
    void tested(cairn::gui::RequestId id, bool isGood, const QString &answer);

    // answer: how it ended and what it printed, or why it was not started.
    void scriptTried(cairn::gui::RequestId id, bool isGood, const QString &answer);

private:
    [[nodiscard]] std::shared_ptr<CancelToken> cancel();
    Result<std::vector<SentReport>> send(const JobConfig &job, const JobSecrets &typed,
                                         const CancelToken &cancel);

    Engine &m_engine;
    SecretVault &m_secrets;
    std::mutex m_mutex;
    std::shared_ptr<CancelToken> m_cancel;
};

} // namespace cairn::gui
