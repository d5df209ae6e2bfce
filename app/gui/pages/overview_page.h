// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/job_actions.h"
#include "app/gui/job_order.h"
#include "app/gui/texts.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <map>
#include <optional>

class QScrollArea;
class QTableView;

namespace cairn::gui {

class CardColumn;
class JobCard;
class JobModel;
class VerdictBanner;

// The verdict, and a card for each backup; for many of them a list, and the card of the current
// one.
class OverviewPage final : public QWidget
{
    Q_OBJECT
public:
    explicit OverviewPage(EngineProxy &engine, QWidget *parent = nullptr);
    // The backup that shortcuts and menus mean: that of the focused card, else the first.
    [[nodiscard]] std::string currentJob() const;
    // Rather than by how many backups there are.
    void setListWanted(bool wanted);
    [[nodiscard]] bool isList() const;
    [[nodiscard]] JobOrder order() const { return m_order; }
    void setOrder(JobOrder order); // and remembers it
    // Backups can be moved by hand.
    [[nodiscard]] bool canMove() const;
    void moveCurrent(int step); // -1: up
    void askToRemove(const std::string &job);

Q_SIGNALS:
    void restoreWanted(const std::string &job);
    void problemsWanted(const std::string &job);
    void actionWanted(const std::string &job, cairn::gui::JobAction action);
    void listChanged(bool isList);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showState(const Snapshot &state);
    void act(const Verdict &verdict);
    QTableView *buildList();
    void arrange();
    void showList(const std::vector<JobGroup> &groups, qint64 now);
    void showCards(const std::vector<JobGroup> &groups, qint64 now);
    void groupCards(const std::vector<JobGroup> &groups);
    void move(const std::string &job, const std::string &other, bool isBehind);
    JobCard *addCard(const std::string &job);
    void askToStartHere(const std::string &job);

    EngineProxy &m_engine;
    VerdictBanner *m_banner;
    JobModel *m_jobs;
    QTableView *m_list;
    CardColumn *m_cards;
    QScrollArea *m_scroll;
    JobOrder m_order;
    std::vector<std::string> m_shown; // in the order of cards and rows
    std::optional<bool> m_isListWanted;
    std::map<std::string, JobCard *> m_byJob;
    QTimer m_clock;                    // ages grow
    QPointer<QWidget> m_beforeMenuBar; // had the focus
};

} // namespace cairn::gui
