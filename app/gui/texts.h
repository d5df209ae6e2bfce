// SPDX-License-Identifier: MIT
// What the window says about states, sizes and times, in the words of its design: no technical
// ones.
#pragma once

#include "app/gui/host/values.h"
#include "app/gui/style/theme.h"
#include "app/gui/widgets/day_strip.h"

#include <QCoreApplication>
#include <QString>

namespace cairn::gui {

[[nodiscard]] QString toneName(Tone tone); // "ok", as the style's property `tone` has it

[[nodiscard]] QString sizeText(qint64 bytes);  // "214 GB"
[[nodiscard]] QString speedText(qint64 bytes); // "41 MB/s"
// A number with its unit or sign: in this order also where sentences run from right to left.
[[nodiscard]] QString figureText(const QString &text);
[[nodiscard]] QString agoText(qint64 seconds);             // "12 minutes ago"
[[nodiscard]] QString momentText(qint64 time, qint64 now); // "today 12:04", "yesterday 19:00", date
// "about 3 minutes left", "1 to 2 hours left"; -1: estimating
[[nodiscard]] QString timeLeftText(qint64 least, qint64 most);
[[nodiscard]] QString destinationText(const JobConfig &job); // "drive “Blue disk”", "folder /mnt/x"

// The first whose run goes on; nullptr: none.
[[nodiscard]] const JobView *runningJob(const Snapshot &state);
// What a run has done of what it has to do, 0 to 1; nothing while that is not known.
[[nodiscard]] std::optional<double> shareDone(const RunState &run);

struct StateText
{
    Tone tone = Tone::Ok;
    QString line;
};
[[nodiscard]] StateText stateText(const JobView &view, qint64 now);
[[nodiscard]] QString factsText(const JobView &view);
[[nodiscard]] QString runResultText(RunResult result, RunKind kind = RunKind::Backup); // "complete"
[[nodiscard]] QString runKindText(RunKind kind);                                       // "backup"
[[nodiscard]] Tone runTone(RunResult result);
[[nodiscard]] Trouble troubleOf(const Problem &problem, const JobView &view);
// What is in the way of a backup, if anything is: the worst open problem.
[[nodiscard]] std::optional<Trouble> troubleOf(const JobView &view);
// "until today 14:30", "until you resume".
// A source that is, or is below, the folder where the copies go.
[[nodiscard]] QString swallowedText(const FilePath &destination);
[[nodiscard]] QString pauseText(qint64 until, qint64 now);
// "Resume (18 min left)", for the button that ends the pause; without, where it has no end.
[[nodiscard]] QString resumeText(qint64 until, qint64 now);

// For the strip of days.
[[nodiscard]] QList<Day> daysOf(const std::vector<DayCell> &days);

struct Verdict
{
    enum class Action : quint8 { None, BackUp, Resume, Show, CloseSettings, TryAgain };
    Tone tone = Tone::Ok;
    QString title;
    QString body;
    Action action = Action::None;
    QString actionText;
    std::string job; // what the action is about
};
// The worst state wins (ui.md §5).
[[nodiscard]] Verdict verdictOf(const Snapshot &state, qint64 now);

} // namespace cairn::gui
