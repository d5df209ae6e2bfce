// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/texts.h"

#include <QTimer>
#include <QWidget>

#include <map>

class QVBoxLayout;

namespace cairn::gui {

class JobCard;
class VerdictBanner;

// The verdict, and a card for each backup.
class OverviewPage final : public QWidget
{
    Q_OBJECT
public:
    explicit OverviewPage(EngineProxy &engine, QWidget *parent = nullptr);
    // The backup that shortcuts and menus mean: that of the focused card, else the first.
    [[nodiscard]] std::string currentJob() const;

Q_SIGNALS:
    void restoreWanted(const std::string &job);
    void problemsWanted(const std::string &job);
    void logWanted(const std::string &job);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showState(const Snapshot &state);
    void act(const Verdict &verdict);
    JobCard *addCard(const std::string &job);
    void askToRemove(const std::string &job);

    EngineProxy &m_engine;
    VerdictBanner *m_banner;
    QVBoxLayout *m_cards;
    std::map<std::string, JobCard *> m_byJob;
    QTimer m_clock; // ages grow
};

} // namespace cairn::gui
