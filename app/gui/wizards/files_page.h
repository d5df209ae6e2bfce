// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"
#include "app/gui/models/source_tree_model.h"

#include <QTimer>
#include <QWizardPage>

class QCheckBox;
class QLabel;
class QTreeView;

namespace cairn::gui {

// What is to be saved, and what is not worth it.
class FilesPage final : public QWizardPage
{
    Q_OBJECT
public:
    explicit FilesPage(EngineProxy &engine, QWidget *parent = nullptr);
    [[nodiscard]] bool isComplete() const override;
    void apply(JobConfig &job) const;
    [[nodiscard]] QString resultText() const;
    [[nodiscard]] QString suggestedName() const;

Q_SIGNALS:
    void resultChanged();

private:
    void build();
    void changed();
    void measure();

    EngineProxy &m_engine;
    SourceTreeModel *m_model;
    QTreeView *m_tree;
    QLabel *m_total;
    std::vector<std::pair<SkipSet, QCheckBox *>> m_skips;
    QTimer m_wait;
    RequestId m_question = 0;
    SourceSize m_size;
};

} // namespace cairn::gui
