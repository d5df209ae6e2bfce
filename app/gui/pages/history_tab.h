// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/error_presenter.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;

namespace cairn::gui {

class RunDetails;
class RunModel;

// What has run, and the log of the current one.
class HistoryTab final : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryTab(EngineProxy &engine, QWidget *parent = nullptr);
    void showState(const Snapshot &state);
    void showLog(const std::string &job); // of its last run

Q_SIGNALS:
    void remedyChosen(const cairn::gui::RemedyOrder &order);

private:
    QLayout *buildFilters();
    void buildTable();
    void fillBackups(const Snapshot &state);
    void filter();
    void showCurrent();
    void showEmpty();

    EngineProxy &m_engine;
    RunModel *m_model;
    QTableView *m_view;
    RunDetails *m_details;
    QComboBox *m_backup;
    QComboBox *m_kind;
    QComboBox *m_result;
    QStackedWidget *m_content;
    QLabel *m_none;
    std::vector<std::pair<std::string, QString>> m_backups; // as in the filter
    std::int64_t m_shown = 0;                               // run
    bool m_wasOver = false;
    RequestId m_asked = 0;
    RequestId m_askedLargest = 0;
    bool m_wantsLog = false; // when the first page is there
};

} // namespace cairn::gui
