// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/config/option_set.h"
#include "core/config/task_schedule.h"

#include <QJsonObject>

namespace cairn {

// A job as Duplicati has it, whichever way it was read; nothing of it is judged yet, and it may
// hold secrets.
struct ForeignJob
{
    QString name;
    QString description;
    QStringList tags;
    QString operation; // "Backup", "Sync"; empty in old exports
    std::string destination;
    std::vector<std::string> sources;
    std::vector<std::pair<std::string, std::string>>
        settings; // in order: the last of a name counts
    std::vector<FilterEntry> filters;
    std::optional<TaskSchedule> schedule;
    bool hasFurtherDestinations = false;
    QString connection; // the saved connection that its destination uses; or empty
};

// A member of an object. Names are compared without regard to case, as Duplicati's reader does.
[[nodiscard]] QJsonValue memberOf(const QJsonObject &object, QLatin1String name);

// Out of an export: what stands beside and under "Backup". Unknown members are passed over.
[[nodiscard]] ForeignJob foreignJobOf(const QJsonObject &task);
// Out of {"Backend", "Arguments", "Options"}.
[[nodiscard]] ForeignJob foreignJobOfArguments(const QJsonObject &arguments);
// Out of the words of a command line: with or without the program and "backup".
[[nodiscard]] ForeignJob foreignJobOfWords(const std::vector<std::string> &words);

// InvalidArgument if there is more of something than a person could have meant.
[[nodiscard]] Result<> checkSize(const ForeignJob &job);

// The names of days in "AllowedWeekDays=Monday,Tuesday".
[[nodiscard]] QStringList daysOfRule(const QString &rule);

} // namespace cairn
