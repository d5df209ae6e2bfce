// SPDX-License-Identifier: MIT
#include "app/gui/run_words.h"

#include "app/gui/models/rules_model.h"
#include "app/gui/texts.h"
#include "app/shared/turn_text.h"
#include "app/shared/units.h"

#include <QLocale>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct RunWords
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::RunWords)
};

int asCount(std::int64_t number)
{
    return int(std::min<std::int64_t>(number, INT_MAX));
}

QString wordOf(RunMessage::Severity severity)
{
    switch (severity) {
    case RunMessage::Severity::Information:
        return RunWords::tr("Note");
    case RunMessage::Severity::Warning:
        return RunWords::tr("Remark");
    case RunMessage::Severity::Error:
        break;
    }
    return RunWords::tr("Error");
}

// "Caches 12, Trash 3": files and folders that the skip sets kept out.
QString leftOutText(const RunSummary &summary)
{
    QStringList sets;
    for (std::size_t set = 0; set < summary.leftOut.size(); ++set)
        if (summary.leftOut[set] > 0)
            sets << skipSetText(SkipSet(set)) % u' ' %
                        QLocale().toString(qint64{summary.leftOut[set]});
    return sets.join(u", "_s);
}

} // namespace

QString tookText(const RunRecord &run)
{
    if (!run.ended || run.state.result == RunResult::Missed)
        return {};
    const qint64 seconds = *run.ended - run.began; // nothing finer is kept
    if (seconds <= 0)
        return RunWords::tr("less than a second");
    // Whole seconds are all that is known, and a point parts them from tenths in few languages.
    return seconds < 10 ? u"%1 s"_s.arg(seconds) : durationText(seconds * 1'000'000'000);
}

QString runSummaryText(const RunRecord &run)
{
    if (run.state.result == RunResult::Missed)
        //: why it did not
        return RunWords::tr("A backup was due and did not run: %1. What was new then goes into the "
                            "next one.")
            .arg(missedText(run.state.waitingFor));
    QStringList said;
    const RunSummary &summary = run.summary;
    if (summary.added > 0)
        said << RunWords::tr("%n file(s) added.", nullptr, asCount(summary.added));
    if (summary.changed > 0)
        said << RunWords::tr("%n file(s) changed.", nullptr, asCount(summary.changed));
    if (summary.deleted > 0)
        said << RunWords::tr("%n file(s) no longer there.", nullptr, asCount(summary.deleted));
    if (summary.newBytes > 0)
        said << RunWords::tr("%1 of new data, %2 sent.")
                    .arg(sizeText(summary.newBytes), sizeText(run.state.bytesSent));
    const bool isQuiet = said.isEmpty() && run.kind == RunKind::Backup && run.ended;
    if (isQuiet && run.state.result == RunResult::NothingNew)
        said << RunWords::tr("Nothing had changed since the version before.");
    if (const QString leftOut = leftOutText(summary); !leftOut.isEmpty())
        said << RunWords::tr("Left out: %1.").arg(leftOut);
    if (run.ended)
        said << RunWords::tr("It took %1.").arg(tookText(run));
    return said.join(u' ');
}

std::optional<Trouble> worstOf(const std::vector<RunMessage> &messages)
{
    // What ended a run is said last.
    const auto last =
        std::ranges::max_element(messages, [](const RunMessage &a, const RunMessage &b) {
            return a.severity <= b.severity;
        });
    if (last == messages.end() || last->severity == RunMessage::Severity::Information)
        return std::nullopt;
    return troubleOf(*last);
}

std::vector<std::string> pathsOf(const std::vector<RunMessage> &messages, std::string_view code)
{
    std::vector<std::string> paths;
    for (const RunMessage &message : messages)
        if (!message.path.empty() && troubleOf(message).code == code)
            paths.push_back(message.path);
    return paths;
}

QString runLogText(const std::vector<RunMessage> &messages, LogShows level)
{
    QStringList lines;
    for (const RunMessage &message : messages) {
        if (int(message.severity) < int(level))
            continue;
        QString line = wordOf(message.severity) % u": "_s % message.text;
        const QString path = displayText(message.path);
        if (!path.isEmpty() && !message.text.contains(path))
            line += u" ("_s % path % u')';
        lines << line;
    }
    return lines.join(u'\n');
}

} // namespace cairn::gui
