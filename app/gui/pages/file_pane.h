// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace cairn::gui {

class ElidedLabel;
class PreviewPane;
class PreviewWindow;

// One file: what it was in each version, and what it held.
class FilePane final : public QWidget
{
    Q_OBJECT
public:
    explicit FilePane(EngineProxy &engine, QWidget *parent = nullptr);

    // versionTime: the version to look at first.
    void showFile(const JobConfig &job, const CatalogRow &row, qint64 versionTime);
    void clear();
    void focusHistory(); // its list of versions
    void openCopy();     // of what is shown
    void openPreview();  // the same in a window of its own

Q_SIGNALS:
    void restoreWanted(const JobConfig &job, qint64 versionTime, const std::string &path);

private:
    void build();
    void forgetPreview();
    void showContent(const PreviewContent &content);
    void showHistory(const CatalogHistory &history);
    void preview();
    void showCopy(const OpenCopy &copy);
    [[nodiscard]] const PathState *state() const;

    EngineProxy &m_engine;
    JobConfig m_job;
    CatalogRow m_row;
    qint64 m_versionTime = 0;
    std::vector<PathState> m_states;
    ElidedLabel *m_title;
    QLabel *m_count; // of different contents
    QListWidget *m_history;
    PreviewPane *m_preview;
    QPushButton *m_open;
    QPushButton *m_restore;
    QLabel *m_problem;
    std::optional<PreviewContent> m_content; // of what is shown, once it is here
    QPointer<PreviewWindow> m_waiting;       // a window that waits for it
    QTimer m_wait;                           // while somebody moves through the list
    RequestId m_historyAsked = 0;
    RequestId m_previewAsked = 0;
    RequestId m_copyAsked = 0;
};

} // namespace cairn::gui
