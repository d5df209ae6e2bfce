// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QWizardPage>

class QFormLayout;
class QLabel;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace cairn::gui {

// What of each backup is taken over, what is not and why. Programs to run wait for a tick (S8).
class ImportJobsPage final : public QWizardPage
{
    Q_OBJECT
public:
    explicit ImportJobsPage(QWidget *parent = nullptr);

    void setJobs(const std::vector<ImportedJob> &jobs);
    [[nodiscard]] std::vector<ImportedJob> chosen() const; // as confirmed, with what was typed
    void showProblem(const QString &text);
    [[nodiscard]] bool isComplete() const override;

private:
    void addJob(const ImportedJob &job);
    void addPassphrase(std::size_t index);

    std::vector<ImportedJob> m_all;
    std::vector<QTreeWidgetItem *> m_items;   // of each job
    std::vector<QTreeWidgetItem *> m_scripts; // to be ticked; null where there are none
    std::vector<QLineEdit *> m_passphrases;   // null where it came with the job
    QTreeWidget *m_tree;
    QWidget *m_fields;
    QFormLayout *m_form;
    QLabel *m_hint;
};

} // namespace cairn::gui
