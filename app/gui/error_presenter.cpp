// SPDX-License-Identifier: MIT
#include "app/gui/error_presenter.h"

#include <QCoreApplication>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct RemedyTexts
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::Remedy)
};

} // namespace

QString remedyText(Remedy remedy, const Trouble &trouble)
{
    switch (remedy) {
    case Remedy::BackUpNow:
        return trouble.code == "STORE_SHRUNK" ? RemedyTexts::tr("Look again")
               : trouble.code == "HELD"       ? RemedyTexts::tr("Try again")
                                              : RemedyTexts::tr("Back up now");
    case Remedy::ShowFiles:
        return RemedyTexts::tr("Show in its folder");
    case Remedy::OpenRestore:
        return RemedyTexts::tr("Restore files…");
    case Remedy::EnterPassphrase:
        return RemedyTexts::tr("Enter passphrase…");
    case Remedy::Repair:
        return RemedyTexts::tr("Repair now");
    case Remedy::RebuildList:
        return RemedyTexts::tr("Rebuild the list");
    case Remedy::CloseSettings:
        return RemedyTexts::tr("Close them off");
    case Remedy::SkipFiles:
        return RemedyTexts::tr("Skip from now on…");
    case Remedy::SkipKind:
        return RemedyTexts::tr("Skip this kind of file (%1)…")
            .arg(displayText(kindPattern(trouble.path)));
    case Remedy::DoNotWarn:
        return RemedyTexts::tr("Do not warn again");
    case Remedy::SourceMoved:
        return RemedyTexts::tr("Choose where it is now…");
    case Remedy::SourceGone:
        return RemedyTexts::tr("Remove it from the backup");
    case Remedy::TryAgain:
        return RemedyTexts::tr("Try again");
    case Remedy::Edit:
        return RemedyTexts::tr("Edit the backup…");
    case Remedy::ClockIsRight:
        return RemedyTexts::tr("The clock is right");
    case Remedy::Unlock:
        return RemedyTexts::tr("Unlock…");
    case Remedy::FreeSpace:
        return RemedyTexts::tr("What would free space?");
    case Remedy::OtherPlace:
        return trouble.code == "DEST_FOREIGN" ? RemedyTexts::tr("Choose another folder…")
                                              : RemedyTexts::tr("Other destination…");
    case Remedy::RightPlace:
        return RemedyTexts::tr("Choose the right folder…");
    case Remedy::TestPlace:
        return RemedyTexts::tr("Test…");
    case Remedy::UseThatBackup:
        return RemedyTexts::tr("Use that backup…");
    case Remedy::WorkingFolder:
        return RemedyTexts::tr("Choose another folder…");
    case Remedy::SaveAnyway:
        return RemedyTexts::tr("Save anyway");
    case Remedy::ShowLog:
        break;
    }
    return RemedyTexts::tr("Show log");
}

QString remedyName(Remedy remedy)
{
    switch (remedy) {
    case Remedy::BackUpNow:
        return u"backUpNow"_s;
    case Remedy::ShowFiles:
        return u"showFiles"_s;
    case Remedy::OpenRestore:
        return u"openRestore"_s;
    case Remedy::EnterPassphrase:
        return u"enterPassphrase"_s;
    case Remedy::Repair:
        return u"repair"_s;
    case Remedy::RebuildList:
        return u"rebuildList"_s;
    case Remedy::CloseSettings:
        return u"closeSettings"_s;
    case Remedy::SkipFiles:
        return u"skipFiles"_s;
    case Remedy::SkipKind:
        return u"skipKind"_s;
    case Remedy::DoNotWarn:
        return u"doNotWarn"_s;
    case Remedy::SourceMoved:
        return u"sourceMoved"_s;
    case Remedy::SourceGone:
        return u"sourceGone"_s;
    case Remedy::TryAgain:
        return u"tryAgain"_s;
    case Remedy::Edit:
        return u"edit"_s;
    case Remedy::ClockIsRight:
        return u"clockIsRight"_s;
    case Remedy::Unlock:
        return u"unlock"_s;
    case Remedy::FreeSpace:
        return u"freeSpace"_s;
    case Remedy::OtherPlace:
        return u"otherPlace"_s;
    case Remedy::RightPlace:
        return u"rightPlace"_s;
    case Remedy::TestPlace:
        return u"testPlace"_s;
    case Remedy::UseThatBackup:
        return u"useThatBackup"_s;
    case Remedy::WorkingFolder:
        return u"workingFolder"_s;
    case Remedy::SaveAnyway:
        return u"saveAnyway"_s;
    case Remedy::ShowLog:
        break;
    }
    return u"showLog"_s;
}

QString maskedHome(QString text, const QString &home)
{
    return home.size() > 1 ? text.replace(home, "~"_L1) : text;
}

} // namespace cairn::gui
