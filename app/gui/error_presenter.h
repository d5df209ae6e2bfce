// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/error_table.h"

#include <QMetaType>
#include <QString>

namespace cairn::gui {

// What a button says that does this about a failure.
[[nodiscard]] QString remedyText(Remedy remedy, const Trouble &trouble);
[[nodiscard]] QString remedyName(Remedy remedy); // "backUpNow", for object names

// A remedy that somebody has chosen.
struct RemedyOrder
{
    std::string job;
    Remedy remedy = Remedy::ShowLog;
    std::string path;                 // of ShowFiles and SkipKind, raw bytes
    std::vector<std::string> paths{}; // of SkipFiles and DoNotWarn
};

// What was said, for a report to others: without the name of the home folder.
[[nodiscard]] QString maskedHome(QString text, const QString &home);

} // namespace cairn::gui

Q_DECLARE_METATYPE(cairn::gui::RemedyOrder)
