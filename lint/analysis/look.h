// A file that was read, and one target, to be asked about it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/analysis/context.h"
#include "lint/lint.h"
#include "lint/syntax/parser.h"

namespace taipan::lint {

/// A file that was read, as the rules see it for one target.
class Look {
  public:
    /// `options` must live as long.
    Look(std::string_view text, const std::string& path, const Options& options)
        : source_(text, path), tree_(parse(source_, interner_, arena_)),
          scopes_(const_cast<Node&>(*tree_.module), interner_.size()), file_(fileOf(path, options)),
          context(file_, *options.table, options.targets.front(), findings_) {}

    const Node& module() const { return *tree_.module; }

  private:
    File fileOf(const std::string& path, const Options& options) const {
        File file;
        file.source = &source_;
        file.interner = &interner_;
        file.module = tree_.module;
        file.scopes = &scopes_;
        file.path = path;
        file.projectModules = &options.projectModules;
        file.privateConstants = &options.privateConstants;
        return file;
    }

    Arena arena_;
    Interner interner_;
    SourceBuffer source_;
    Tree tree_;
    Scopes scopes_;
    File file_;
    std::vector<Finding> findings_;

  public:
    Context context;
};

} // namespace taipan::lint
