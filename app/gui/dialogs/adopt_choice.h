// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QDialog>

class QCommandLinkButton;

namespace cairn::gui {

// What to do with a backup that this computer has just got to know.
class AdoptChoice final : public QDialog
{
    Q_OBJECT
public:
    AdoptChoice(const JobView &view, const AdoptedSettings &settings, QWidget *parent = nullptr);

Q_SIGNALS:
    void lookWanted(const std::string &job);
    void everythingWanted(const std::string &job);
    void goOnWanted(const std::string &job);

private:
    void goOnWith(const std::string &job);
    void askToTakeOver(const std::string &job);
};

// Home folders that a backup of another computer has, each with this person's home; none if they
// are the same, or if its sources lie in no home.
[[nodiscard]] std::vector<MovedFolder> movedHomes(const JobConfig &job, const FilePath &home);

} // namespace cairn::gui
