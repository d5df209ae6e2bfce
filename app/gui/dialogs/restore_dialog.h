// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QStackedWidget;

namespace cairn::gui {

class ElidedLabel;
class PartsLabel;
class ProgressStrip;
class RestoreEndPane;

// Asks where and how, says what that would do, shows how it goes and what came of it.
class RestoreDialog final : public QDialog
{
    Q_OBJECT
public:
    // The order without target and manner.
    RestoreDialog(EngineProxy &engine, RestoreOrder order, const QString &title, bool elsewhere,
                  QWidget *parent = nullptr);

    [[nodiscard]] bool isRunning() const { return m_isRunning; } // it may be hidden meanwhile

protected:
    void reject() override; // hides itself while it runs

private:
    QWidget *buildQuestion(const QString &title);
    QWidget *buildPlaces(QWidget *page);
    QLayout *buildMoved(const MovedFolder &moved, QWidget *where);
    QWidget *buildManners(QWidget *page);
    QWidget *buildPlan(QWidget *page);
    QWidget *buildProgress();
    QWidget *buildResult();
    void check();
    void askPlan();
    void showPlan(const RestorePlan &plan);
    void showList();
    void go();
    void stop();
    void undone(const QString &text, bool isWhole);
    void progressed(const RestoreProgress &progress);
    void ended(const RestoreEnd &end);

    EngineProxy &m_engine;
    RestoreOrder m_order;
    QStackedWidget *m_pages;
    QRadioButton *m_original;
    QRadioButton *m_elsewhere;
    std::vector<QLineEdit *> m_moved; // one for each folder that goes elsewhere
    QLineEdit *m_folder;
    QRadioButton *m_keepBoth;
    QRadioButton *m_replace;
    QRadioButton *m_onlyMissing;
    QCheckBox *m_dates;
    QCheckBox *m_permissions;
    QLabel *m_space;
    QLabel *m_planLine;
    QPushButton *m_list;
    QPushButton *m_go;
    ProgressStrip *m_bar;
    PartsLabel *m_state;
    ElidedLabel *m_current;
    QPushButton *m_stop;
    RestoreEndPane *m_result;
    RestorePlan m_plan;
    RestoreEnd m_end;
    QTimer m_wait; // after the last change
    RequestId m_asked = 0;
    bool m_wasReady = false; // there was a plan that could be done
    bool m_isRunning = false;
};

} // namespace cairn::gui
