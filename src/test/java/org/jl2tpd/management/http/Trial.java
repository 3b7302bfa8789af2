package org.jl2tpd.management.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.MBeanOperationInfo;
import javax.management.NotCompliantMBeanException;
import javax.management.StandardMBean;

/** A bean with something to read, to change, to ask and to do. */
public final class Trial extends StandardMBean implements TrialMXBean {
    final List<String> done = new ArrayList<>();
    private int level = 3;

    Trial() throws NotCompliantMBeanException {
        super(TrialMXBean.class, true);
    }

    @Override
    public int getLevel() {
        return level;
    }

    @Override
    public void setLevel(int level) {
        this.level = level;
    }

    @Override
    public String look(int what) {
        return "seen " + what;
    }

    @Override
    public void act(String reason) {
        done.add(reason);
    }

    @Override
    public int[] many(int count) {
        int[] all = new int[count];
        Arrays.fill(all, 7);
        return all;
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return info.getName().equals("act") ? MBeanOperationInfo.ACTION : MBeanOperationInfo.INFO;
    }
}
