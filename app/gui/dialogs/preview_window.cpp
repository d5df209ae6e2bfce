// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/preview_window.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/preview_pane.h"

#include <QBoxLayout>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSize(800, 600);

} // namespace

PreviewWindow::PreviewWindow(const QString &title, qint64 bytes, QWidget *parent)
    : QDialog(parent)
    , m_content(new PreviewPane(this))
{
    setObjectName(u"preview"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setSizeGripEnabled(true);
    m_content->setObjectName(u"preview.content"_s);
    m_content->showFetching(bytes);
    QPushButton *end = button(tr("Close"), "primary", u"preview.close"_s, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    column->addWidget(m_content, 1);
    column->addWidget(end, 0, Qt::AlignTrailing);
    connect(end, &QPushButton::clicked, this, &QDialog::close);
    connect(m_content, &PreviewPane::cancelled, this, [this] {
        Q_EMIT cancelled();
        close();
    });
    resize(kSize);
}

void PreviewWindow::showContent(const PreviewContent &content)
{
    if (content.kind == PreviewContent::Kind::Stopped) {
        close(); // the pane beside the list offers it again
        return;
    }
    m_content->showContent(content);
}

} // namespace cairn::gui
