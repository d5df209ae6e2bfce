// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/error_table.h"

#include <QMetaType>
#include <QString>

namespace cairn::gui {

// What a button says that does this about a failure of this code.
[[nodiscard]] QString remedyText(Remedy remedy, std::string_view code);
[[nodiscard]] QString remedyName(Remedy remedy); // "backUpNow", for object names

// A remedy that somebody has chosen.
struct RemedyOrder
{
    std::string job;
    Remedy remedy = Remedy::ShowLog;
    std::string path; // of ShowFiles, raw bytes
};

// What was said, for a report to others: without the name of the home folder.
[[nodiscard]] QString maskedHome(QString text, const QString &home);

} // namespace cairn::gui

Q_DECLARE_METATYPE(cairn::gui::RemedyOrder)
