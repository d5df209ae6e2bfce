// SPDX-License-Identifier: MIT
#include "app/shared/turn_text.h"

#include "app/shared/error_table.h"

#include <QCoreApplication>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct TurnTexts
{
    Q_DECLARE_TR_FUNCTIONS(cairn::Turn)
};

QString resultText(RunResult result)
{
    switch (result) {
    case RunResult::Saved:
        return TurnTexts::tr("saved");
    case RunResult::NothingNew:
        return TurnTexts::tr("nothing has changed");
    case RunResult::Warning:
        return TurnTexts::tr("saved, but for some files");
    case RunResult::Partial:
        return TurnTexts::tr("saved in part");
    case RunResult::Failed:
        return TurnTexts::tr("failed");
    case RunResult::Cancelled:
        return TurnTexts::tr("stopped");
    case RunResult::Interrupted:
        return TurnTexts::tr("interrupted");
    case RunResult::Missed:
        return TurnTexts::tr("missed");
    case RunResult::Waiting:
    case RunResult::Running:
    case RunResult::Paused:
    case RunResult::Stopping:
        break;
    }
    return {};
}

} // namespace

QString heldText(Held held)
{
    switch (held) {
    case Held::DriveAbsent:
        return TurnTexts::tr("waits for its drive");
    case Held::Battery:
        return TurnTexts::tr("waits until the battery is charged");
    case Held::Metered:
        return TurnTexts::tr("waits for a network without charges");
    case Held::Hours:
        return TurnTexts::tr("waits for the hours in which it may run");
    case Held::Settling:
        return TurnTexts::tr("starts in a moment");
    case Held::Locked:
        return TurnTexts::tr("waits until the key store is unlocked");
    case Held::No:
        break;
    }
    return {};
}

QString missedText(std::string_view why)
{
    const auto held = std::ranges::find(kHeldCodes, why);
    switch (held == kHeldCodes.end() ? Held::No : Held(held - kHeldCodes.begin())) {
    case Held::DriveAbsent:
        return TurnTexts::tr("the drive was not connected");
    case Held::Battery:
        return TurnTexts::tr("the battery was too low");
    case Held::Metered:
        return TurnTexts::tr("there was only a network with charges");
    case Held::Hours:
        return TurnTexts::tr("it was outside the allowed hours");
    case Held::Locked:
        return TurnTexts::tr("the key store was locked");
    case Held::Settling:
    case Held::No:
        break;
    }
    if (why.empty() || why == heldCode(Held::Settling))
        return TurnTexts::tr("the computer was off, or nobody was logged in");
    if (why == kPausedCode)
        return TurnTexts::tr("backups were paused");
    Trouble trouble;
    trouble.code = why;
    return shortErrorText(trouble);
}

QString endText(const RunRecord &run, const std::vector<RunMessage> &messages)
{
    const QString result = isWell(run.state.result) && run.kind != RunKind::Backup
                               ? TurnTexts::tr("went well")
                               : resultText(run.state.result);
    const auto worst = std::ranges::max_element(messages, {}, &RunMessage::severity);
    if (worst == messages.end() || worst->severity == RunMessage::Severity::Information)
        return result;
    return result % u": "_s % shortErrorText(troubleOf(*worst));
}

} // namespace cairn
