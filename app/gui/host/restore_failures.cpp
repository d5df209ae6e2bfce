// SPDX-License-Identifier: MIT
#include "app/gui/host/restore_failures.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

QString causeText(ErrorCode cause)
{
    switch (cause) {
    case ErrorCode::AccessDenied:
        return QCoreApplication::translate("RestoreFailures", "This program may not write there");
    case ErrorCode::ReadOnly:
        return QCoreApplication::translate("RestoreFailures", "Nothing can be changed there");
    case ErrorCode::NoSpace:
        return QCoreApplication::translate("RestoreFailures", "There is no room left");
    case ErrorCode::AlreadyExists:
        return QCoreApplication::translate("RestoreFailures", "Something else is in the place");
    case ErrorCode::InvalidArgument:
    case ErrorCode::Unsupported:
        return QCoreApplication::translate("RestoreFailures", "The place cannot hold such a file");
    case ErrorCode::Corrupt:
    case ErrorCode::NotFound:
    case ErrorCode::NeedsRepair:
        return QCoreApplication::translate("RestoreFailures", "Damaged or missing in the backup");
    case ErrorCode::Io:
        return QCoreApplication::translate("RestoreFailures", "Reading or writing failed");
    default:
        return QCoreApplication::translate("RestoreFailures", "Something else went wrong");
    }
}

} // namespace

std::vector<RestoreFailure> groupedFailures(const std::vector<BrokenRestore> &broken, qint64 count)
{
    std::vector<RestoreFailure> groups;
    for (const BrokenRestore &one : broken) {
        const QString cause = causeText(one.cause);
        auto group = std::ranges::find(groups, cause, &RestoreFailure::cause);
        if (group == groups.end())
            group = groups.insert(groups.end(), {cause, 0, {}, {}});
        ++group->count;
        const QString path = displayText(one.path);
        group->files << path;
        group->details << path % u": "_s % one.reason;
    }
    std::ranges::stable_sort(groups, std::ranges::greater(), &RestoreFailure::count);
    if (!groups.empty())
        groups.front().count += std::max<qint64>(0, count - std::ssize(broken));
    return groups;
}

} // namespace cairn::gui
