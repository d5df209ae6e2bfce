// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/job_request.h"
#include "core/engine/outcome.h"
#include "core/engine/report_sender.h"
#include "core/engine/run_scripts.h"

#include <QJsonObject>

namespace cairn {

class Clock;
class FileLayer;
class Random;

// What goes on around an operation: the user's scripts before and after it, then the reports. Does
// nothing where the request is not reported or asks for none.
class RunHooks final
{
public:
    struct World
    {
        FileLayer &files;
        Clock &clock;
        Random &random;
        ReportSender *sender; // null: no reports
        const CancelToken &cancel;
    };
    RunHooks(const World &world, const JobRequest &request, std::vector<FilePath> sources,
             Operation operation);

    // Whether something is to be done at the end.
    [[nodiscard]] bool isActive() const { return m_isActive; }
    // What the scripts want of this run; fails if it must not take place.
    Result<> begin();
    // A script did not want it: the run is as good or bad as what the script said.
    [[nodiscard]] bool isHeld() const { return m_isHeld; }
    // As the scripts have left them.
    [[nodiscard]] const JobRequest &request() const { return m_request ? *m_request : m_given; }
    [[nodiscard]] const std::vector<FilePath> &sources() const { return m_sources; }
    // What was said outside of the operation since the last call.
    [[nodiscard]] RunReport &report() { return m_report; }

    void postBackup(RunReport &report);
    Result<ProcessEnd> tryScript(const std::string &command, RunScripts::Event event);
    // The script at the end; what it says is in report().
    void runAfter(const RunOutcome &outcome, const QJsonObject &result);
    std::vector<SentReport> sendTest(const RunOutcome &outcome, const QJsonObject &result);
    // By mail alone; none: no mail is set up.
    std::optional<SentReport> sendMail(const RunOutcome &outcome, const QJsonObject &result);
    // What could not be sent is in report().
    void sendReports(const RunOutcome &outcome, const QJsonObject &result);

private:
    [[nodiscard]] ScriptFacts facts() const;
    Result<> apply(const ScriptChanges &changes);
    Result<> applyOptions(const ScriptChanges &changes);

    World m_world;
    const JobRequest &m_given;
    std::optional<JobRequest> m_request; // changed
    std::vector<FilePath> m_sources;
    Operation m_operation;
    bool m_isActive;
    bool m_isHeld = false;
    RunReport m_report;
};

} // namespace cairn
