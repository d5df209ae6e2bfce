// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/error_presenter.h"
#include "app/gui/host/values.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace cairn::gui {

class MessagePane;

// One run: in words, what was wrong with it, and its log.
class RunDetails final : public QWidget
{
    Q_OBJECT
public:
    explicit RunDetails(QWidget *parent = nullptr);
    // The log comes later; until then there is none.
    void setRun(const RunRecord &run, const QString &backup);
    void setMessages(const std::vector<RunMessage> &messages);
    // The largest files that it brought.
    void setLargest(const std::vector<NewFile> &files);
    void clear();
    void focusLog();
    void saved(const QString &problem); // what came of saveWanted()

Q_SIGNALS:
    void remedyChosen(const cairn::gui::RemedyOrder &order);
    // Writing files is not the window's own work.
    void saveWanted(const QString &path, const QString &text);

private:
    QWidget *buildLog();
    void showLog();
    void findNext();
    void save();
    [[nodiscard]] QString report() const;

    RunRecord m_run;
    QString m_backup;
    std::vector<RunMessage> m_messages;
    Trouble m_trouble;
    QLabel *m_title;
    QLabel *m_summary;
    MessagePane *m_problem;
    QLabel *m_largestTitle;
    QVBoxLayout *m_largest;
    QComboBox *m_level;
    QLineEdit *m_find;
    QPlainTextEdit *m_log;
    QLabel *m_note; // what came of saving
};

} // namespace cairn::gui
