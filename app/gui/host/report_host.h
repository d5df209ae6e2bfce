// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/engine_host.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace cairn::gui {

// Sends reports as a test. Lives in a thread of its own: servers take their time.
class ReportHost final : public QObject
{
    Q_OBJECT
public:
    ReportHost(Engine &engine, SecretVault &secrets, QObject *parent = nullptr);
    void interrupt(); // from any thread

public Q_SLOTS:
    // With the secrets that are kept, and those typed since. Ends with tested().
    void test(cairn::gui::RequestId id, const JobConfig &job, const JobSecrets &typed);
    void remember(const JobConfig &job, const JobSecrets &secrets);

Q_SIGNALS:
    // A line for each place: where it went and what the server said.
    void tested(cairn::gui::RequestId id, bool isGood, const QString &answer);

private:
    Result<std::vector<SentReport>> send(const JobConfig &job, const JobSecrets &typed,
                                         const CancelToken &cancel);

    Engine &m_engine;
    SecretVault &m_secrets;
    std::mutex m_mutex;
    std::shared_ptr<CancelToken> m_cancel;
};

} // namespace cairn::gui
