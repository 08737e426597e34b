// Random functions, for tests that do something with them in two ways.
#pragma once

#include <cstdint>
#include <string>

namespace taipan::test {

/// A function of random statements, nested up to a depth.
class RandomFunction {
  public:
    explicit RandomFunction(uint64_t seed) : state_(seed * 2654435761u + 1) {}
    std::string run() {
        text_ = "def f(a, b):\n";
        block(1, 0, false);
        return text_;
    }

  private:
    unsigned below(unsigned n) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<unsigned>(state_ >> 33) % n;
    }
    std::string variable() { return std::string(1, "abc"[below(3)]); }
    std::string value() {
        switch (below(6)) {
        case 0: return "g(" + variable() + ")";
        case 1: return variable() + " and " + variable();
        case 2: return variable() + ".m(" + variable() + ")";
        case 3:
            return below(2) == 0 ? "(yield " + variable() + ")"
                                 : variable() + " if " + variable() + " else 1";
        case 4: return variable() + " < 3 < " + variable();
        default: return variable();
        }
    }
    void line(unsigned depth, const std::string& what) {
        text_ += std::string(depth, ' ') + what + "\n";
    }
    void block(unsigned depth, unsigned level, bool inLoop) {
        for (unsigned i = 1 + below(3); i-- > 0;) statement(depth, level, inLoop);
    }
    void statement(unsigned depth, unsigned level, bool inLoop) {
        const unsigned kind = below(level < 5 ? 16 : 9);
        switch (kind) {
        case 0:
        case 1:
        case 2: return line(depth, variable() + " = " + value());
        case 3: return line(depth, variable() + " += " + value());
        case 4: return line(depth, "del " + variable());
        case 5: return line(depth, "return " + value());
        case 6: return line(depth, below(2) == 0 ? "raise" : "raise " + value());
        case 7:
        case 8:
            return line(depth, !inLoop         ? "h(" + value() + ")"
                               : below(2) == 0 ? "break"
                                               : "continue");
        case 9: line(depth, "if " + value() + ":"); return block(depth + 1, level + 1, inLoop);
        case 10:
            line(depth, "while " + (below(3) == 0 ? "True" : value()) + ":");
            block(depth + 1, level + 1, true);
            return otherwise(depth, level, inLoop);
        case 11:
            line(depth, "for " + variable() + " in " +
                            (below(2) == 0 ? "range(" + variable() + ")" : value()) + ":");
            block(depth + 1, level + 1, true);
            return otherwise(depth, level, inLoop);
        case 12:
            line(depth, "with " + value() + " as " + variable() + ":");
            return block(depth + 1, level + 1, inLoop);
        default: return tryStatement(depth, level, inLoop);
        }
    }
    void otherwise(unsigned depth, unsigned level, bool inLoop) {
        if (below(3) != 0) return;
        line(depth, "else:");
        block(depth + 1, level + 1, inLoop);
    }
    void tryStatement(unsigned depth, unsigned level, bool inLoop) {
        line(depth, "try:");
        block(depth + 1, level + 1, inLoop);
        const unsigned form = below(3); // except, finally, both
        if (form != 1) {
            line(depth, "except E as " + variable() + ":");
            block(depth + 1, level + 1, inLoop);
            if (below(2) == 0) {
                line(depth, "except:");
                block(depth + 1, level + 1, inLoop);
            }
            otherwise(depth, level, inLoop);
        }
        if (form == 0) return;
        line(depth, "finally:");
        block(depth + 1, level + 1, inLoop);
    }

    uint64_t state_;
    std::string text_;
};

} // namespace taipan::test
