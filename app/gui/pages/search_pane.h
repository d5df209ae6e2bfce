// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/models/search_model.h"

#include <QTimer>
#include <QWidget>

class QButtonGroup;
class QLabel;
class QStackedWidget;
class QTreeView;

namespace cairn::gui {

class EmptyPlace;

// Where to look, and what was found there.
class SearchPane final : public QWidget
{
    Q_OBJECT
public:
    enum class Scope { Folder, Version, Versions, Backups };

    explicit SearchPane(EngineProxy &engine, QWidget *parent = nullptr);

    // What the scopes mean now.
    void setPlace(const JobConfig &job, VersionId version, const std::string &folder);
    void setText(const QString &text);
    void setScope(Scope scope);
    void selectFirst(); // of what is found, as soon as it is
    [[nodiscard]] QTreeView *view() const { return m_view; }
    [[nodiscard]] const SearchHit *current() const;
    [[nodiscard]] std::vector<SearchHit> selected() const;

Q_SIGNALS:
    void selectionChanged();
    void opened(const cairn::gui::SearchHit &hit);

private:
    void build();
    void search();
    void showAnswer(const SearchAnswer &answer);
    void showNothing();
    void lookFurther();
    void takeFirst();
    [[nodiscard]] Scope scope() const;

    EngineProxy &m_engine;
    JobConfig m_job;
    VersionId m_version = 0;
    std::string m_folder;
    QString m_text;
    QButtonGroup *m_scopes;
    SearchModel *m_model;
    QTreeView *m_view;
    QStackedWidget *m_content; // what was found, or that nothing was
    EmptyPlace *m_nothing;
    QLabel *m_state;
    QTimer m_wait; // while somebody types
    bool m_wantsFirst = false;
};

} // namespace cairn::gui
