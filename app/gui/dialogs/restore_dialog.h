// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QStackedWidget;

namespace cairn::gui {

class ElidedLabel;
class ProgressStrip;

// Asks where and how, shows how it goes and what came of it.
class RestoreDialog final : public QDialog
{
    Q_OBJECT
public:
    // The order without target and manner; `sum` is what it brings.
    RestoreDialog(EngineProxy &engine, RestoreOrder order, const QString &title, bool elsewhere,
                  QWidget *parent = nullptr);

protected:
    void reject() override;

private:
    QWidget *buildQuestion(const QString &title);
    QWidget *buildProgress();
    QWidget *buildResult();
    void check();
    void go();
    void progressed(const RestoreProgress &progress);
    void ended(const RestoreEnd &end);

    EngineProxy &m_engine;
    RestoreOrder m_order;
    QStackedWidget *m_pages;
    QRadioButton *m_original;
    QRadioButton *m_elsewhere;
    QLineEdit *m_folder;
    QRadioButton *m_keepBoth;
    QRadioButton *m_replace;
    QRadioButton *m_onlyMissing;
    QPushButton *m_go;
    ProgressStrip *m_bar;
    ElidedLabel *m_state;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_open;
    bool m_isRunning = false;
};

} // namespace cairn::gui
