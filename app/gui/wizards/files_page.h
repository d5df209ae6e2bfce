// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/models/source_tree_model.h"
#include "app/gui/wizards/room_text.h"
#include "core/config/destination_place.h"

#include <QTimer>
#include <QWizardPage>

class QCheckBox;
class QLabel;
class QSpinBox;
class QTreeView;
class QVBoxLayout;

namespace cairn::gui {

// What is to be saved, and what is not worth it.
class FilesPage final : public QWizardPage
{
    Q_OBJECT
public:
    // With a job: its choices instead of the usual ones.
    FilesPage(EngineProxy &engine, const JobConfig *job, QWidget *parent = nullptr);
    [[nodiscard]] bool isComplete() const override;
    void apply(JobConfig &job) const;
    [[nodiscard]] QString resultText() const;
    [[nodiscard]] QString suggestedName() const;
    [[nodiscard]] bool isTouched() const; // somebody chose otherwise
    // Of what is chosen; 0 while they are still counted.
    [[nodiscard]] qint64 bytes() const { return m_size.done ? m_size.bytes : 0; }
    // Where the copies go, if it is a folder of this computer: it is not saved itself.
    void setDestination(const FilePath &folder);
    void setRoom(const Room &room);

Q_SIGNALS:
    void resultChanged();

protected:
    // What is read and counted waits for somebody who looks.
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override; // of the tree

private:
    void build();
    void buildTree();
    void fitTree();
    void buildSkips(QVBoxLayout *column);
    void show(const JobConfig &job);
    void showRules();
    void showSizes();
    void editRules();
    void setRules(std::vector<FilterEntry> rules);
    void openMenu(const QPoint &position);
    void changed();
    void measure();
    void showTotal();
    void showRoom();
    [[nodiscard]] PlaceToSources placement() const;

    EngineProxy &m_engine;
    SourceTreeModel *m_model;
    QTreeView *m_tree;
    QLabel *m_total;
    QLabel *m_roomText; // that there is too little
    Room m_room;
    QLabel *m_rulesText;
    QLabel *m_skipTitle;
    struct Skip
    {
        SkipSet set;
        QCheckBox *box;
        QString why;
        QLabel *size; // of what it keeps out
    };
    std::vector<Skip> m_skips;
    FilePath m_destination; // empty: elsewhere
    QCheckBox *m_large;
    QSpinBox *m_largest;                  // MB
    std::optional<qint64> m_largestGiven; // as the job had it, to the byte
    std::vector<FilterEntry> m_rules;     // one's own, behind those of the tree
    QTimer m_wait;
    RequestId m_question = 0;
    RequestId m_usual = 0;
    SourceSize m_size;
    JobConfig m_usualChoice; // as the page made it
};

} // namespace cairn::gui
