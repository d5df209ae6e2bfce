// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/not_warned_dialog.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QListWidget>

namespace cairn::gui {

using namespace Qt::StringLiterals;

NotWarnedDialog::NotWarnedDialog(std::vector<std::string> paths, QWidget *parent)
    : QDialog(parent)
    , m_paths(std::move(paths))
    , m_list(new QListWidget(this))
    , m_warn(button(tr("Warn again"), "", u"notWarned.warn"_s, this))
{
    setObjectName(u"notWarnedDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Files without a warning"));
    resize(640, 400);
    QLabel *what = textLabel(tr("If one of these cannot be read, the backup goes on without saying "
                                "so. Other files are not concerned."),
                             "body", this);
    what->setWordWrap(true);
    m_list->setObjectName(u"notWarned.files"_s);
    m_list->setAccessibleName(windowTitle());
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setTextElideMode(Qt::ElideMiddle);
    for (const std::string &path : m_paths)
        m_list->addItem(isolated(displayText(path)));
    QPushButton *cancel = button(tr("Cancel"), "", u"notWarned.cancel"_s, this);
    QPushButton *use = button(tr("Use this list"), "primary", u"notWarned.use"_s, this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_warn);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(use);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(16);
    column->addWidget(textLabel(windowTitle(), "title", this));
    column->addWidget(what);
    column->addWidget(m_list, 1);
    column->addLayout(buttons);
    const auto arrange = [this] { m_warn->setEnabled(!m_list->selectedItems().isEmpty()); };
    connect(m_list, &QListWidget::itemSelectionChanged, this, arrange);
    connect(m_warn, &QPushButton::clicked, this, &NotWarnedDialog::warnAgain);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(use, &QPushButton::clicked, this, &QDialog::accept);
    arrange();
}

void NotWarnedDialog::warnAgain()
{
    for (int row = m_list->count() - 1; row >= 0; --row) {
        if (!m_list->item(row)->isSelected())
            continue;
        m_paths.erase(m_paths.begin() + row);
        delete m_list->takeItem(row);
    }
}

} // namespace cairn::gui
